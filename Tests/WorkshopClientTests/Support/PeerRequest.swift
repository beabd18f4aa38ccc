/// A request as a peer read it.
struct PeerRequest: Sendable {
    var method: String
    var target: String
    /// Names in lower case.
    var headers: [String: String] = [:]
    var body: [UInt8] = []
    var bodyLength = 0
    /// How many chunks the body came in, the last one included; 0 when it was not chunked.
    var chunks = 0

    subscript(name: String) -> String? { headers[name] }
}
