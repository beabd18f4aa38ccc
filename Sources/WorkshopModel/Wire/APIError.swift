/// A refusal as the protocol speaks it: a stable code, its HTTP status and one sentence that says
/// what is wrong and what would be right.
public struct APIError: Error, Hashable, Sendable {
    public let code: Code
    /// One line, lower case, no full stop; safe to show to whoever sent the request.
    public let message: String

    public init(_ code: Code, _ message: String) {
        self.code = code
        self.message = message
    }

    public enum Code: Int, Sendable, CaseIterable {
        case malformed = 400
        case forbidden = 403
        case notFound = 404
        case methodNotAllowed = 405
        case requestTimeout = 408
        case conflict = 409
        case tooLarge = 413
        case requestLineTooLong = 414
        case rangeNotSatisfiable = 416
        case misdirected = 421
        case headersTooLarge = 431
        case internalError = 500
        case unavailable = 503
        case insufficientStorage = 507

        /// The HTTP status.
        public var status: Int { rawValue }
    }

    /// `{"error":"…"}`
    public var json: JSONText {
        var writer = JSONWriter()
        writer.object { $0.member("error", message) }
        return writer.finish()
    }
}
