import Synchronization

/// A number that one thread moves and any thread reads.
///
/// Moving it costs one instruction, so it may stand wherever something happens; in return two calls
/// of ``add(_:)`` must never overlap: who counts on several threads has a tally for each.
public final class Tally: Sendable {
    private let number = Atomic(0)

    public init() {}

    public func add(_ amount: Int = 1) {
        number.store(number.load(ordering: .relaxed) &+ amount, ordering: .relaxed)
    }

    public var value: Int { number.load(ordering: .relaxed) }
}
