/// The members of a request body that the protocol knows, found in one pass and read on demand.
///
/// The last of doubled members wins. A field that is `null` counts as absent, but in `body`,
/// `context` and `result`. Values are copied out only when asked for, so the bytes must outlive
/// this value: it lives inside a `withUnsafe…` closure.
public struct RequestFields {
    private let bytes: UnsafeBufferPointer<UInt8>
    /// By the field's number; one allocation whatever a request holds.
    private var slices: [JSONSlice?]
    /// The whole object as it was sent.
    private let document: JSONSlice?

    /// Every member name that some endpoint reads.
    public enum Field: Int, CaseIterable, Sendable {
        case from, type, v, body, files, replyTo
        case createdBy, title, context, `for`, ch
        case result, reason, claim, lease, wait
        case channels, meta, claims

        /// As it stands in the object.
        var name: StaticString {
            switch self {
            case .from: "from"
            case .type: "type"
            case .v: "v"
            case .body: "body"
            case .files: "files"
            case .replyTo: "reply_to"
            case .createdBy: "created_by"
            case .title: "title"
            case .context: "context"
            case .for: "for"
            case .ch: "ch"
            case .result: "result"
            case .reason: "reason"
            case .claim: "claim"
            case .lease: "lease"
            case .wait: "wait"
            case .channels: "channels"
            case .meta: "meta"
            case .claims: "claims"
            }
        }
    }

    /// Reads an object; an empty or blank body counts as `{}`.
    ///
    /// - Parameter depth: how many levels the answer or the message puts around the object.
    /// - Throws: ``APIError`` with `.malformed` when it is not JSON, or JSON but no object.
    public init(parsing bytes: UnsafeBufferPointer<UInt8>, depth: Int = 0) throws(APIError) {
        self.bytes = bytes
        slices = Array(repeating: nil, count: Field.allCases.count)
        var scanner = JSONScanner(bytes, maximumDepth: Limits.jsonDepth, depth: depth)
        scanner.skipWhiteSpace()
        let start = scanner.position
        guard start < bytes.count else {
            document = nil
            return
        }
        guard bytes[start] == UInt8(ascii: "{") else {
            throw try RequestFields.notAnObject(&scanner)
        }
        do throws(JSONError) {
            var found = slices
            slices = []
            try scanner.scanMembers { key, value in
                if let field = RequestFields.field(key, in: bytes) { found[field.rawValue] = value }
            }
            slices = found
            document = JSONSlice(kind: .object, range: start..<scanner.position, needsWork: true)
            try scanner.expectEnd()
        } catch {
            throw APIError(.malformed, error.message)
        }
    }

    /// The value as it was sent, `null` included.
    public func json(_ field: Field) -> JSONText? {
        slices[field.rawValue].map { JSONText($0, in: bytes) }
    }

    /// The whole object as it was sent.
    public var object: JSONText { document.map { JSONText($0, in: bytes) } ?? .emptyObject }

    public func string(_ field: Field) throws(APIError) -> String? {
        guard let slice = present(field) else { return nil }
        guard slice.kind == .string else {
            throw wrongKind(field, slice, "a string")
        }
        guard let text = JSONString.decode(slice, in: bytes) else {
            throw APIError(
                .malformed, "'\(field.name)' has a lone surrogate escape, which is no text")
        }
        return text
    }

    public func requiredString(_ field: Field) throws(APIError) -> String {
        guard let text = try string(field) else { throw missing("\(field.name)") }
        return text
    }

    public func agent(_ field: Field) throws(APIError) -> AgentName? {
        guard let text = try string(field) else { return nil }
        return try AgentName(validating: text, field: "\(field.name)")
    }

    public func requiredAgent(_ field: Field) throws(APIError) -> AgentName {
        guard let agent = try agent(field) else { throw missing("\(field.name)") }
        return agent
    }

    public func integer(_ field: Field) throws(APIError) -> Int64? {
        guard let slice = present(field) else { return nil }
        guard slice.kind == .number, let value = JSONText(slice, in: bytes).integer else {
            throw wrongKind(field, slice, "a 64-bit integer")
        }
        return value
    }

    /// `files`: at most 256 hashes.
    public func files() throws(APIError) -> [BlobHash]? {
        guard let texts = try strings(.files, limit: Limits.files) else { return nil }
        var hashes: [BlobHash] = []
        for text in texts { hashes.append(try BlobHash(validating: text)) }
        return hashes
    }

    /// `channels`: at most 256 names.
    public func channels() throws(APIError) -> [ChannelName]? {
        guard let texts = try strings(.channels, limit: Limits.presenceChannels) else {
            return nil
        }
        var names: [ChannelName] = []
        for text in texts { names.append(try ChannelName(validating: text, field: "channels")) }
        return names
    }

    /// `claims`: at most 256 texts; one that is no current claim renews nothing.
    public func claims() throws(APIError) -> [String]? {
        try strings(.claims, limit: Limits.presenceClaims)
    }

    /// `lease`: whole seconds, from 1 to 86 400.
    public func lease() throws(APIError) -> Int? {
        guard let seconds = try integer(.lease) else { return nil }
        guard Limits.leaseSeconds.contains(Int(clamping: seconds)) else {
            let range = Limits.leaseSeconds
            throw APIError(
                .malformed,
                "'lease' must be \(range.lowerBound) to \(range.upperBound) seconds, "
                    + "but is \(seconds)")
        }
        return Int(seconds)
    }

    /// `wait`: seconds, from 0 to 300, with a fraction if need be.
    public func wait() throws(APIError) -> Duration? {
        guard let slice = present(.wait) else { return nil }
        guard slice.kind == .number, let seconds = JSONText(slice, in: bytes).number else {
            throw wrongKind(.wait, slice, "a number of seconds")
        }
        guard seconds >= 0, seconds <= Double(Limits.waitSeconds) else {
            throw APIError(
                .malformed,
                "'wait' must be 0 to \(Limits.waitSeconds) seconds, "
                    + "but is \(JSONText(slice, in: bytes).text.prefix(32))")
        }
        // Up to whole milliseconds. 2.007 is 2007 of them, though 1000 times that double is more.
        let nearest = (seconds * 1000).rounded()
        return .milliseconds(Int64(nearest / 1000 < seconds ? nearest + 1 : nearest))
    }

    /// `meta`: an object.
    public func meta() throws(APIError) -> JSONText? {
        guard let slice = present(.meta) else { return nil }
        guard slice.kind == .object else { throw wrongKind(.meta, slice, "an object") }
        return JSONText(slice, in: bytes)
    }

    /// `reply_to`, or `reply-to`: any string of at most 128 bytes.
    public func replyTo() throws(APIError) -> String? {
        guard let text = try string(.replyTo) else { return nil }
        let count = text.utf8.count
        guard count <= Limits.replyTo else {
            throw APIError(
                .malformed, "'reply_to' has \(count) bytes, at most \(Limits.replyTo) may be")
        }
        return text
    }

    /// The error for a field that must be there.
    public func missing(_ names: String) -> APIError {
        APIError(.malformed, "'\(names)' is missing")
    }
}

extension RequestFields {
    private func present(_ field: Field) -> JSONSlice? {
        guard let slice = slices[field.rawValue], slice.kind != .null else { return nil }
        return slice
    }

    private func strings(_ field: Field, limit: Int) throws(APIError) -> [String]? {
        guard let slice = present(field) else { return nil }
        guard slice.kind == .array, let elements = JSONText(slice, in: bytes).elements else {
            throw wrongKind(field, slice, "an array of strings")
        }
        guard elements.count <= limit else {
            throw APIError(
                .malformed,
                "'\(field.name)' has \(elements.count) elements, at most \(limit) may be")
        }
        var texts: [String] = []
        for element in elements {
            guard let text = element.string else {
                throw APIError(
                    .malformed,
                    "'\(field.name)' must be an array of strings, "
                        + "but one element is \(element.kind.name)")
            }
            texts.append(text)
        }
        return texts
    }

    private func wrongKind(_ field: Field, _ slice: JSONSlice, _ expected: String) -> APIError {
        APIError(
            .malformed, "'\(field.name)' must be \(expected), but is \(slice.kind.name)")
    }

    private static func notAnObject(_ scanner: inout JSONScanner) throws(APIError) -> APIError {
        do throws(JSONError) {
            let slice = try scanner.scanDocument()
            return APIError(
                .malformed, "the body must be a JSON object, but is \(slice.kind.name)")
        } catch {
            throw APIError(.malformed, error.message)
        }
    }

    private static func field(
        _ key: JSONSlice, in bytes: UnsafeBufferPointer<UInt8>
    ) -> Field? {
        if let field = Field.allCases.first(where: { JSONString.matches($0.name, key, in: bytes) })
        {
            return field
        }
        return JSONString.matches("reply-to", key, in: bytes) ? .replyTo : nil
    }
}
