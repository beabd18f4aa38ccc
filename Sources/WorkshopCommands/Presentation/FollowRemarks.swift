import Synchronization
import WorkshopClient

/// What a person is told about the connection while something is followed: one line when it is
/// lost, one when it is back, and every gap.
final class FollowRemarks: Sendable {
    private let invocation: Invocation
    private let isLost = Mutex(false)

    init(_ invocation: Invocation) {
        self.invocation = invocation
    }

    func take(_ event: FollowEvent) {
        switch event {
        case .disconnected(let error, _):
            if !wasLost(andIs: true) { invocation.remark("\(error.message); trying again") }
        case .connected: if wasLost(andIs: false) { invocation.remark("connected again") }
        case .gap(let gap): invocation.remark(GapText.of(gap))
        case .message, .cursor: break
        }
    }

    private func wasLost(andIs isLostNow: Bool) -> Bool {
        isLost.withLock { isLost in
            defer { isLost = isLostNow }
            return isLost
        }
    }
}
