import Synchronization

/// Something that is to be done a single time, whoever comes first.
final class Once: Sendable {
    private let isOver = Atomic(false)

    /// Yes for the first who asks.
    func isFirst() -> Bool { !isOver.exchange(true, ordering: .relaxed) }
}
