import Arguments
import WorkshopServer

/// Which peers `--allow` admits besides those of private networks.
struct MeshOptions {
    private let texts: [String]
    let meshGuard: MeshGuard

    init(_ parsed: ParsedCommand) throws(UsageError) {
        let given = try parsed.option("allow").values(as: .admission)
        texts = parsed.option("allow").strings
        var blocks: [AddressBlock] = []
        var admitsAll = false
        for admission in given {
            switch admission {
            case .all: admitsAll = true
            case .block(let block): blocks.append(block)
            }
        }
        meshGuard = MeshGuard(allowed: blocks, admitsAll: admitsAll)
        self.admitsAll = admitsAll
    }

    private let admitsAll: Bool

    /// One line that tells whom the server admits.
    var sentence: String {
        if admitsAll { return "admits every peer that reaches it (--allow all)" }
        let more = texts.isEmpty ? "" : " and \(texts.joined(separator: ", "))"
        return "admits peers on loopback, private (RFC 1918, fc00::/7), link-local and "
            + "100.64.0.0/10 networks\(more); --allow admits others"
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
