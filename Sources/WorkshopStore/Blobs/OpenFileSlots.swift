import Glibc
import Synchronization

/// How many stored files may be open at a time, so that connections always have descriptors too.
final class OpenFileSlots: Sendable {
    private let left: Atomic<Int>

    init(_ count: Int) {
        left = Atomic(count)
    }

    /// Given back when it goes.
    final class Slot: Sendable {
        private let slots: OpenFileSlots

        fileprivate init(of slots: OpenFileSlots) {
            self.slots = slots
        }

        deinit {
            slots.left.add(1, ordering: .relaxed)
        }
    }

    /// - Throws: `EMFILE` when none is left, as the system would.
    func take() throws(SystemError) -> Slot {
        guard left.subtract(1, ordering: .relaxed).newValue >= 0 else {
            left.add(1, ordering: .relaxed)
            throw SystemError(EMFILE)
        }
        return Slot(of: self)
    }
}
