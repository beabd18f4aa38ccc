import WorkshopModel

/// What a transaction has done about those who wait for tasks.
struct ClaimChanges: Sendable {
    /// Wishes that came with it.
    var arrived: [ClaimWish] = []
    /// Those of them that no task fitted, and that wait.
    var unmet: [ClaimWish] = []
    /// Numbers of waiting wishes that have their answer.
    var served: Set<UInt64> = []
    /// Tasks that were claimed for a wish.
    var claimedTasks: Set<String> = []
    /// Given back when it is rolled back.
    var tickets: [ClaimTicket] = []
    /// Run once it is committed.
    var answers: [@Sendable () -> Void] = []
}
