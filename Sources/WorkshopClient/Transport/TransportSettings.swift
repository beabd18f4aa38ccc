/// What all transfers of one client have in common.
struct TransportSettings: Sendable {
    /// The address as errors name it.
    var address: String
    /// `nil` for the network.
    var socketPath: String?
    var userAgent: String
    var connectTimeout: Duration
    var usesProxyOfEnvironment: Bool
}
