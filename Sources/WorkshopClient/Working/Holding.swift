import WorkshopModel

/// One task that a worker holds, as its decisions see it.
struct Holding: Sendable {
    let task: TaskRecord
    /// When the lease was last surely renewed.
    var renewedAt: Duration
    var stage: Stage

    enum Stage: Sendable, Equatable {
        /// It failed a moment ago and waits for its next turn.
        case aside(until: Duration)
        case handled(Handling)
        /// What came of it is being told to the server.
        case reported
    }

    struct Handling: Sendable, Equatable {
        /// The first reason the handler was given.
        var reason: StopReason?
        /// The claim was lost, before or after that.
        var isLost = false
        /// When its Swift task is to be cancelled.
        var cancelAt: Duration?
        var isCancelled = false
    }

    /// Whether it takes one of the worker's places.
    var isBusy: Bool {
        switch stage {
        case .aside: false
        case .handled, .reported: true
        }
    }
}
