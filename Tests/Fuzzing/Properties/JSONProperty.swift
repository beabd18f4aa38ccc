import WorkshopModel

/// What is read as JSON is kept on one line that reads back as itself, and its parts are what it
/// is made of; what is refused is refused at the first byte that no JSON can have there.
enum JSONProperty {
    static func check(_ input: [UInt8]) throws(Violation) -> Verdict {
        let json: JSONText
        do throws(JSONError) {
            json = try JSONText(parsing: input)
        } catch {
            try checkRefusal(error, of: input)
            return .refused
        }
        try check(json)
        try checkDepth(json)
        let padded = Array(" \t\r\n".utf8) + input + Array("\n\r\t ".utf8)
        try require(read(padded) == json, "white space around a value changes nothing")
        for element in json.elements ?? [] { try check(element) }
        for member in json.members ?? [] { try check(member.value) }
        return .accepted
    }

    /// What holds for a value wherever it stands.
    private static func check(_ json: JSONText) throws(Violation) {
        try require(json.bytes.isOneLine, "a value that was kept is one line")
        try require(
            String(validating: json.bytes, as: UTF8.self) != nil, "a value that was kept is UTF-8")
        try require(read(json.bytes) == json, "a value that was kept reads back as itself")
        try checkKind(json)
        try checkString(json)
        try checkNumber(json)
        try checkParts(json)
    }

    private static func checkKind(_ json: JSONText) throws(Violation) {
        let kind = json.kind
        try require((json.elements != nil) == (kind == .array), "an array has elements")
        try require((json.members != nil) == (kind == .object), "an object has members")
        try require((json.boolean != nil) == (kind == .boolean), "a boolean is one")
        try require((json.number != nil) == (kind == .number), "a number is one")
        try require((json == .null) == (kind == .null), "null is null")
        try require(json.string == nil || kind == .string, "only strings are text")
    }

    private static func checkString(_ json: JSONText) throws(Violation) {
        guard json.kind == .string else { return }
        guard let text = json.string else {
            let escapes = String(decoding: json.bytes, as: UTF8.self).lowercased()
            return try require(
                escapes.contains(#"\ud"#), "a string without surrogate escapes is text")
        }
        let written = JSONText(string: text)
        try require(read(written.bytes) == written, "a text is written as JSON")
        try require(
            written.string?.utf8.elementsEqual(text.utf8) == true, "a text that is written is kept")
    }

    private static func checkNumber(_ json: JSONText) throws(Violation) {
        guard let integer = json.integer else { return }
        try require(json.number == Double(integer), "an integer is the number it is written as")
    }

    private static func checkParts(_ json: JSONText) throws(Violation) {
        if let elements = json.elements {
            let rebuilt = "[" + elements.map(\.text).joined(separator: ",") + "]"
            try require(
                rebuilt.utf8.elementsEqual(json.bytes), "an array is its elements with commas")
        }
        guard let members = json.members else { return }
        var writer = JSONWriter()
        writer.object { $0.members(of: json, except: []) }
        try require(writer.finish() == json, "an object is its members with commas")
        for (key, _) in members.prefix(16) {
            let last = members.last { $0.key == key }?.value
            try require(json[key] == last, "the last of doubled members answers to its name")
        }
    }

    private static func checkDepth(_ json: JSONText) throws(Violation) {
        let depth = json.bytes.nesting
        try require(depth <= Limits.jsonDepth, "nothing is nested deeper than the limit")
        try require(
            read(json.bytes, maximumDepth: depth) == json, "a value fits the depth it has")
        guard depth > 0 else { return }
        try require(
            refusal(of: json.bytes, maximumDepth: depth - 1)?.reason == .tooDeep(limit: depth - 1),
            "a value fits no depth below its own")
    }

    private static func checkRefusal(
        _ error: JSONError, of input: [UInt8]
    ) throws(Violation) {
        try require(
            (0...input.count).contains(error.offset), "reading stops within the text")
        try require(
            error.reason != .unexpectedEnd || error.offset == input.count,
            "a text that ends too soon was read to its end")
        try require(
            refusal(of: Array(input.prefix(error.offset + 1))) != nil,
            "what follows the byte that is wrong cannot put it right")
        try require(error.message.isInert, "an error is a line that is safe to print")
    }

    private static func read(
        _ bytes: [UInt8], maximumDepth: Int = Limits.jsonDepth
    ) -> JSONText? {
        // A refusal is the answer `nil`.
        try? JSONText(parsing: bytes, maximumDepth: maximumDepth)
    }

    private static func refusal(
        of bytes: [UInt8], maximumDepth: Int = Limits.jsonDepth
    ) -> JSONError? {
        do throws(JSONError) {
            _ = try JSONText(parsing: bytes, maximumDepth: maximumDepth)
            return nil
        } catch {
            return error
        }
    }
}

extension [UInt8] {
    /// How deep brackets stand inside each other in JSON, those in strings aside.
    fileprivate var nesting: Int {
        var (depth, deepest) = (0, 0)
        var isInString = false
        var isEscaped = false
        for byte in self {
            switch byte {
            case _ where isEscaped: isEscaped = false
            case UInt8(ascii: "\\"): isEscaped = true
            case UInt8(ascii: "\""): isInString.toggle()
            case UInt8(ascii: "["), UInt8(ascii: "{"): depth += isInString ? 0 : 1
            case UInt8(ascii: "]"), UInt8(ascii: "}"): depth -= isInString ? 0 : 1
            default: break
            }
            deepest = Swift.max(deepest, depth)
        }
        return deepest
    }
}
