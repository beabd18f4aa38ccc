/// The `name=value` pairs of a query string, decoded, in order.
///
/// Empty pairs (a trailing `&`) are skipped, names that nobody asks for are ignored. Reading a
/// value checks it: what is malformed is an error, never a default.
public struct QueryParameters: Sendable, Equatable {
    private var pairs: [(name: String, value: String)] = []

    public init() {}

    /// Parses what follows the `?`.
    ///
    /// - Throws: ``APIError`` with `.malformed` when an escape is broken or not UTF-8.
    public init(parsing query: Substring) throws(APIError) {
        // Bytes, not characters: a combining mark after '&' or '=' would join it into one.
        for pair in query.utf8.split(separator: UInt8(ascii: "&")) {
            let equals = pair.firstIndex(of: UInt8(ascii: "=")) ?? pair.endIndex
            guard
                let name = PercentCoding.decode(Substring(pair[..<equals]), plusIsSpace: true),
                let value = PercentCoding.decode(
                    Substring(pair[equals...].dropFirst()), plusIsSpace: true)
            else {
                throw APIError(
                    .malformed,
                    "the query has a '%' that does not begin two hexadecimal digits "
                        + "of valid UTF-8")
            }
            pairs.append((name, value))
        }
    }

    public mutating func append(_ name: String, _ value: String) {
        pairs.append((name, value))
    }

    /// `?a=b&c=d`, encoded; empty when there is nothing.
    public var text: String {
        guard !pairs.isEmpty else { return "" }
        let encoded = pairs.map {
            PercentCoding.encode($0.name) + "=" + PercentCoding.encode($0.value)
        }
        return "?" + encoded.joined(separator: "&")
    }

    /// The value of the last pair of that name.
    public subscript(name: String) -> String? { pairs.last { $0.name == name }?.value }

    /// The values of every pair of that name.
    public func all(_ name: String) -> [String] {
        pairs.filter { $0.name == name }.map(\.value)
    }

    public static func == (left: QueryParameters, right: QueryParameters) -> Bool {
        left.pairs.elementsEqual(right.pairs) { $0.name == $1.name && $0.value == $1.value }
    }
}

extension QueryParameters {
    /// A whole number of at least one; what is above `maximum` counts as `maximum`.
    func count(_ name: String, maximum: Int) throws(APIError) -> Int? {
        guard let text = self[name] else { return nil }
        let digits = text.utf8.allSatisfy { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
        guard digits, !text.isEmpty, text.utf8.contains(where: { $0 != UInt8(ascii: "0") }) else {
            throw APIError(.malformed, "'\(name)' must be a whole number of at least 1")
        }
        return min(Int(text) ?? maximum, maximum)
    }

    func id(_ name: String) throws(APIError) -> ULID? {
        guard let text = self[name] else { return nil }
        guard let id = ULID(text) else {
            throw APIError(.malformed, "'\(name)' must be an id of 26 upper-case characters")
        }
        return id
    }

    func agent(_ name: String) throws(APIError) -> AgentName? {
        guard let text = self[name] else { return nil }
        return try AgentName(validating: text, field: name)
    }

    /// `type=`, `from=`, `not_from=` and, where the path names no channel, `ch=`.
    func filter(within channel: ChannelName?) throws(APIError) -> MessageFilter {
        let channels = if let channel { [channel] } else { try channels() }
        return MessageFilter(
            channels: channels,
            typePrefix: self["type"].map { TypePrefix($0) },
            from: try agent("from"), notFrom: try agent("not_from"))
    }

    private func channels() throws(APIError) -> [ChannelName] {
        let texts = all("ch")
        guard texts.count <= Limits.channelsPerQuery else {
            throw APIError(
                .malformed,
                "'ch' is given \(texts.count) times, at most \(Limits.channelsPerQuery) may be")
        }
        var names: [ChannelName] = []
        for text in texts { names.append(try ChannelName(validating: text)) }
        return names
    }
}

extension MessageFilter {
    /// Appends the filter's parameters.
    ///
    /// - Parameter includingChannels: no when the path names the channel.
    func write(to query: inout QueryParameters, includingChannels: Bool) {
        if includingChannels { for channel in channels { query.append("ch", channel.text) } }
        if let typePrefix { query.append("type", typePrefix.text) }
        if let from { query.append("from", from.text) }
        if let notFrom { query.append("not_from", notFrom.text) }
    }
}
