import WorkshopModel

/// One HTTP request, ready to be sent.
struct Request: Sendable {
    var method: RequestMethod
    /// The whole address.
    var target: String
    var headers: [(name: String, value: String)] = []
    var body: Body = .none
    var patience: Patience
    /// Whether it names one thing that need not be there, so that 404 is an answer.
    var mayBeMissing = false

    enum Body: Sendable {
        case none
        case bytes([UInt8])
        /// Comes piece by piece; chunked when its length is not known.
        case stream(length: Int64?)
    }

    /// How long the server may take.
    enum Patience: Sendable, Hashable {
        /// From the beginning to the end of the answer.
        case whole(Duration)
        /// Without a byte in either direction while this side is ready for it.
        case silence(Duration)

        var duration: Duration {
            switch self {
            case .whole(let duration), .silence(let duration): duration
            }
        }
    }
}
