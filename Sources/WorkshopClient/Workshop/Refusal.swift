public import WorkshopModel

/// The server's no.
public struct Refusal: Sendable, Hashable {
    /// The HTTP status; never 2xx.
    public let status: Int
    /// The server's own sentence; one made from the status when something in between answered,
    /// a proxy for instance.
    public let message: String
    /// Whether the sentence is the server's own.
    public let isOwn: Bool

    public init(status: Int, message: String, isOwn: Bool = true) {
        self.status = status
        self.message = message
        self.isOwn = isOwn
    }

    /// The protocol's code, or `nil` for a status that the protocol does not know.
    public var code: APIError.Code? { APIError.Code(rawValue: status) }
}

extension Refusal {
    /// Bytes of an error's body that are looked at.
    static let bodyLimit = 65_536

    /// Reads `{"error":"…"}`; whatever else the body holds is not shown, because it is no
    /// sentence for people.
    init(head: ResponseHead, body: [UInt8]) {
        // A body that is no JSON is a proxy's page: the status speaks for it.
        let json = try? JSONText(parsing: body)
        if let sentence = json?["error"]?.string, !sentence.isEmpty {
            self.init(status: head.status, message: sentence)
        } else {
            let name = head.reason.isEmpty ? "" : " \(head.reason)"
            self.init(
                status: head.status, message: "the server answered \(head.status)\(name)",
                isOwn: false)
        }
    }
}
