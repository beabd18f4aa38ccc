import WorkshopModel

/// Admits the peers of the mesh and refuses the rest of the world.
///
/// There is no authentication, so who can reach the server is who may use it: loopback, private
/// and link-local networks and the range of mesh VPNs are in, everybody else needs `--allow`.
public struct MeshGuard: Sendable {
    private let allowed: [AddressBlock]
    private let admitsAll: Bool

    /// - Parameters:
    ///   - allowed: blocks admitted besides the standard ones.
    ///   - admitsAll: `--allow all`.
    public init(allowed: [AddressBlock] = [], admitsAll: Bool = false) {
        self.allowed = allowed
        self.admitsAll = admitsAll
    }

    /// Whether an address is of those networks that are admitted without being named: nobody out
    /// in the internet has one.
    public static func isPrivate(_ address: IPAddress) -> Bool {
        standard.contains { $0.contains(address) }
    }

    /// Whether everybody who has an address of the same version is admitted.
    public func admitsEverybody(like address: IPAddress) -> Bool {
        admitsAll || allowed.contains { $0.isWhole && $0.contains(address) }
    }

    /// Why a peer may ask nothing, naming the flag that would admit it; `nil` for one that may.
    func refusal(of peer: Peer) -> APIError? {
        if admitsAll { return nil }
        switch peer {
        case .unixSocket: return nil
        case .address(let address):
            if MeshGuard.isPrivate(address) || allowed.contains(where: { $0.contains(address) }) {
                return nil
            }
            return APIError(
                .forbidden,
                "\(address) is outside the mesh; 'workshop serve --allow \(address)' would admit it"
            )
        case .unknown:
            return APIError(
                .forbidden,
                "the peer has no address any more; only 'workshop serve --allow all' would admit it"
            )
        }
    }

    private static let standard: [AddressBlock] = [
        "127.0.0.0/8", "::1/128",  // loopback
        "10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16",  // RFC 1918
        "169.254.0.0/16", "fe80::/10",  // link-local
        "100.64.0.0/10",  // RFC 6598, which Tailscale uses
        "fc00::/7",  // RFC 4193, which ZeroTier and Tailscale use
    ].compactMap { AddressBlock($0) }
}
