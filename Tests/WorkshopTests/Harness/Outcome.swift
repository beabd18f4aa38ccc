import WorkshopModel

/// What a process that has ended left.
struct Outcome: Sendable {
    var exit: Child.Exit
    var output: [UInt8]
    var errors: String

    var text: String { String(decoding: output, as: UTF8.self) }
    var lines: [String] { text.split(separator: "\n").map(String.init) }

    /// The first line of the output as JSON.
    func json() throws -> JSONText {
        try JSONText(parsing: Array((lines.first ?? "").utf8))
    }

    /// The member of the first line, a string.
    func member(_ key: String) throws -> String { try json()[key]?.string ?? "" }

    /// What a terminal showed, ids and times replaced by what every run shows alike.
    var screen: String {
        text.replacing("\r\n", with: "\n")
            .replacing(/[0-7][0-9A-HJKMNP-TV-Z]{25}/, with: "<id>")
            .replacing(/sha256:[0-9a-f]{64}/, with: "<hash>")
            .replacing(/\d\d:\d\d:\d\d/, with: "<clock>")
            .replacing(/just now|\d+s ago/, with: "<time>")
    }
}
