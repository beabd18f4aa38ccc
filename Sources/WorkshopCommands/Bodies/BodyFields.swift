import Arguments
import WorkshopModel

/// A body built from `-F key=value`.
///
/// `true`, `false`, `null` and numbers are themselves, kept as written; `@FILE` is the content of
/// a file as a string, `@-` that of standard input; everything else is a string.
struct BodyFields {
    private let parsed: ParsedCommand
    private let reader: JSONReader

    init(_ parsed: ParsedCommand, _ reader: JSONReader) {
        self.parsed = parsed
        self.reader = reader
    }

    /// An object with the fields in the order given.
    func object(_ fields: [String]) throws -> JSONText {
        var members: [(key: String, value: JSONText)] = []
        for field in fields {
            guard let equals = field.utf8.firstIndex(of: UInt8(ascii: "=")),
                equals > field.startIndex
            else {
                throw parsed.usageError("'\(field.inert)' is no field: expected KEY=VALUE for '-F'")
            }
            let key = String(field[..<equals])
            guard !members.contains(where: { $0.key == key }) else {
                throw parsed.usageError("field '\(key.inert)' is given twice")
            }
            let text = String(field[field.utf8.index(after: equals)...])
            members.append((key, try value(text)))
        }
        var writer = JSONWriter()
        writer.object { object in
            for (key, value) in members { object.member(key, value) }
        }
        return writer.finish()
    }

    private func value(_ text: String) throws -> JSONText {
        guard text.utf8.first == UInt8(ascii: "@") else { return BodyFields.typed(text) }
        let path = String(text.dropFirst())
        let source = path == "-" ? JSONSource.standardInput : .file(path)
        let bytes =
            path == "-"
            ? try reader.bytes(of: reader.input, source) : try reader.bytes(ofFile: path)
        guard let content = String(validating: bytes, as: UTF8.self) else {
            throw parsed.usageError("\(source) is not valid UTF-8, so it can be no string")
        }
        return JSONText(string: content)
    }

    private static func typed(_ text: String) -> JSONText {
        // What is no JSON is a string: that is the rule, not an error.
        guard let json = try? JSONText(parsing: Array(text.utf8)) else {
            return JSONText(string: text)
        }
        switch json.kind {
        case .number, .boolean, .null: return json
        case .string, .array, .object: return JSONText(string: text)
        }
    }
}
