import WorkshopModel

/// What tells one repeated request from another: the same key of somebody else is another key.
struct SenderKey: Hashable, Sendable {
    let sender: AgentName
    let key: IdempotencyKey
}
