/// What is fuzzed: each target knows what holds for its parser on any input whatever.
///
/// The fuzzer's program and the tests that replay the corpus both run ``check(_:)``, so what the
/// one finds the other keeps.
public enum FuzzTarget: String, CaseIterable, Sendable {
    /// Any bytes as JSON.
    case json
    /// A line that names a channel, then the body of a request.
    case envelope
    /// A line that says where to cut, then a stream of Server-Sent Events.
    case events
    /// The path of a request.
    case routes
    /// A line for each: a query, the header `Accept`, the header `Last-Event-ID`.
    case queries
    /// A line for each word of a command line; `$NAME=VALUE` is a variable instead.
    case arguments

    /// - Returns: what the parser said, so that a corpus can be seen to try both.
    public func check(_ input: [UInt8]) throws(Violation) -> Verdict {
        switch self {
        case .json: try JSONProperty.check(input)
        case .envelope: try EnvelopeProperty.check(input)
        case .events: try EventsProperty.check(input)
        case .routes: try RoutesProperty.check(input)
        case .queries: try QueriesProperty.check(input)
        case .arguments: try ArgumentsProperty.check(input)
        }
    }
}
