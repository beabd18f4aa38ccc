/// Who is at the other end of a connection.
enum Peer: Hashable, Sendable {
    /// One on a Unix socket, whom the file system has admitted.
    case unixSocket
    case address(IPAddress)
    /// One over TCP that was gone, its address with it, before it could be asked for; what it had
    /// sent may still be read.
    case unknown

    /// - Parameters:
    ///   - text: the address that the kernel tells; `nil` when it tells none.
    ///   - listener: where the peer has connected.
    init(_ text: String?, on listener: ListenAddress) {
        self =
            switch listener {
            case .unix: .unixSocket
            case .internet: text.flatMap { IPAddress($0) }.map(Peer.address) ?? .unknown
            }
    }
}

extension Peer: CustomStringConvertible {
    var description: String {
        switch self {
        case .unixSocket: "unix"
        case .address(let address): "\(address)"
        case .unknown: "unknown"
        }
    }
}
