import Glibc

/// What all transfers of one client have in common.
struct TransportSettings: Sendable {
    /// The address as errors name it.
    var address: String
    /// Scheme, host, port and prefix.
    var base: String
    /// `nil` for the network.
    var socketPath: String?
    var userAgent: String
    var connectTimeout: Duration
    var usesProxyOfEnvironment: Bool
    /// `nil` for the system's authorities.
    var authorityFile: String?
    /// Whether libcurl carries what could do without it too.
    var prefersCurl = false

    /// Whether only libcurl may tell how the server is reached. Which variable counts for which
    /// host is its affair.
    var needsCurl: Bool {
        if prefersCurl { return true }
        guard usesProxyOfEnvironment, socketPath == nil else { return false }
        let names = ["http_proxy", "all_proxy", "ALL_PROXY"]
        return names.contains { name in getenv(name).map { $0.pointee != 0 } ?? false }
    }
}
