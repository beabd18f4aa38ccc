import Arguments
import WorkshopServer

/// Which peers `--allow` admits besides those of private networks.
struct MeshOptions {
    let meshGuard: MeshGuard
    private let blocks: [AddressBlock]
    private let admitsAll: Bool

    init(_ parsed: ParsedCommand) throws(UsageError) {
        let given = try parsed.option("allow").values(as: .admission)
        var blocks: [AddressBlock] = []
        var admitsAll = false
        for admission in given {
            switch admission {
            case .all: admitsAll = true
            case .block(let block): blocks.append(block)
            }
        }
        self.init(blocks: blocks, admitsAll: admitsAll)
    }

    init(blocks: [AddressBlock], admitsAll: Bool) {
        meshGuard = MeshGuard(allowed: blocks, admitsAll: admitsAll)
        self.blocks = blocks
        self.admitsAll = admitsAll
    }

    /// One line that tells whom the server admits.
    var sentence: String {
        if admitsAll { return "admits every peer that reaches it (--allow all)" }
        let named = blocks.map(\.description).joined(separator: ", ")
        let more = named.isEmpty ? "" : " and \(named)"
        return "admits peers on loopback, private (RFC 1918, fc00::/7), link-local and "
            + "100.64.0.0/10 networks\(more); --allow admits others"
    }

    /// What whoever runs the server should know before others find out; `nil` when all is well.
    ///
    /// - Parameter addresses: those of this machine.
    func warning(on addresses: [IPAddress]) -> String? {
        let exposed = addresses.first {
            !MeshGuard.isPrivate($0) && meshGuard.admitsEverybody(like: $0)
        }
        guard let exposed else { return nil }
        return "--allow\(admitsAll ? " all" : "") lets the whole internet in, and this machine has "
            + "the public address \(exposed): whoever reaches that may read and write everything; "
            + "--allow NETWORK would let in fewer"
    }

    fileprivate enum Admission: Sendable {
        case all
        case block(AddressBlock)
    }
}

extension ValueSyntax where Value == MeshOptions.Admission {
    fileprivate static var admission: Self {
        Self { text throws(InvalidValue) in
            if text == "all" { return .all }
            guard let block = AddressBlock(text) else {
                throw InvalidValue(
                    "expected a network such as 203.0.113.0/24, an address, or 'all'")
            }
            return .block(block)
        }
    }
}
