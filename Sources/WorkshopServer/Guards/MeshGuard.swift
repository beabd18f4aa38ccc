import WorkshopModel

/// Admits the peers of the mesh and refuses the rest of the world.
///
/// There is no authentication, so who can reach the server is who may use it: loopback, private
/// and link-local networks and the range of mesh VPNs are in, everybody else needs `--allow`.
public struct MeshGuard: Sendable {
    private let admitted: [AddressBlock]
    private let admitsAll: Bool

    /// - Parameters:
    ///   - allowed: blocks admitted besides the standard ones.
    ///   - admitsAll: `--allow all`.
    public init(allowed: [AddressBlock] = [], admitsAll: Bool = false) {
        admitted = MeshGuard.standard + allowed
        self.admitsAll = admitsAll
    }

    /// - Parameter peer: `nil` for a peer on a Unix socket, which the file system has admitted.
    /// - Throws: ``APIError`` with `.forbidden`, naming the flag that would admit the peer.
    func check(_ peer: IPAddress?, described text: String) throws(APIError) {
        guard let peer, !admitsAll else { return }
        if admitted.contains(where: { $0.contains(peer) }) { return }
        throw APIError(
            .forbidden,
            "\(text) is outside the mesh; 'workshop serve --allow \(text)' would admit it")
    }

    private static let standard: [AddressBlock] = [
        "127.0.0.0/8", "::1/128",  // loopback
        "10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16",  // RFC 1918
        "169.254.0.0/16", "fe80::/10",  // link-local
        "100.64.0.0/10",  // RFC 6598, which Tailscale uses
        "fc00::/7",  // RFC 4193, which ZeroTier and Tailscale use
    ].compactMap { AddressBlock($0) }
}
