/// A text that is no address of a workshop.
public struct InvalidAddress: Error, Sendable, Hashable {
    /// One line, lower case, no full stop: what is wrong, then what would be right.
    public let message: String
}

extension InvalidAddress: CustomStringConvertible {
    public var description: String { message }
}
