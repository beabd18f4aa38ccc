/// The beginning of a message type that a filter asks for: literal, case-sensitive, no wildcards.
public struct TypePrefix: BytewiseName {
    public let text: String

    public init(_ text: String) {
        self.text = text
    }

    public func begins(_ type: MessageType) -> Bool { type.text.utf8.starts(with: text.utf8) }
}
