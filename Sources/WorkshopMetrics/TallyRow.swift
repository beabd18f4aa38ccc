import Synchronization

/// ``Tally`` for things of a few kinds, each at its place.
public final class TallyRow: Sendable {
    /// How many kinds there may be.
    public static let places = 32

    private let numbers: InlineArray<32, Atomic<Int>>

    public init() {
        numbers = InlineArray { _ in Atomic(0) }
    }

    public func add(_ amount: Int = 1, at place: Int) {
        let now = numbers[place].load(ordering: .relaxed)
        numbers[place].store(now &+ amount, ordering: .relaxed)
    }

    public subscript(place: Int) -> Int { numbers[place].load(ordering: .relaxed) }
}
