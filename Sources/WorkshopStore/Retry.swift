public import WorkshopModel

/// A request that its sender may repeat, because the answer could have been lost.
///
/// For 24 hours a request of the same sender with the same key gets the first answer again and
/// changes nothing. The answer is stored in the transaction of what it answers, so there is no
/// moment at which one of them is on disk without the other.
public struct Retry<Value: Sendable>: Sendable {
    public let key: IdempotencyKey
    /// A repeat must be the same request.
    public let fingerprint: RequestFingerprint
    /// The answer to remember. Runs on the store's writer, inside the transaction: short, and
    /// without a call to the store.
    public let answer: @Sendable (Value) -> JSONText

    public init(
        key: IdempotencyKey, fingerprint: RequestFingerprint,
        answer: @escaping @Sendable (Value) -> JSONText
    ) {
        self.key = key
        self.fingerprint = fingerprint
        self.answer = answer
    }
}

/// What a request with a ``Retry`` gets.
public enum Answer<Value: Sendable>: Sendable {
    /// It was done now.
    case first(Value)
    /// It had been done before, and this was the answer.
    case again(JSONText)
}
