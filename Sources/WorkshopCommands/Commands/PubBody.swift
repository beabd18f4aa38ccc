import Arguments
import WorkshopModel

/// The body of one message, however it was given.
struct PubBody {
    private let parsed: ParsedCommand
    private let reader: JSONReader

    init(_ invocation: Invocation) {
        parsed = invocation.parsed
        reader = JSONReader(input: invocation.surroundings.input)
    }

    /// Reads what has to be read.
    func resolve() throws -> JSONText {
        if let body = parsed.operand("BODY").string { return try reader.read(body, name: "BODY") }
        if let text = parsed.option("text").string { return try object(text: text) }
        let fields = parsed.option("field").strings
        if !fields.isEmpty { return try BodyFields(parsed, reader).object(fields) }
        return try reader.readUnasked(insteadOf: "BODY") ?? .emptyObject
    }

    private func object(text: String) throws -> JSONText {
        var text = text
        if text == "-" {
            let bytes = try reader.bytes(of: reader.input, .standardInput)
            guard let content = String(validating: bytes, as: UTF8.self) else {
                throw parsed.usageError("standard input is not valid UTF-8, so it can be no text")
            }
            text = content
        }
        var writer = JSONWriter()
        writer.object { $0.member("text", text) }
        return writer.finish()
    }
}
