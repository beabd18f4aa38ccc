/// The rules of a task's life as one table, and the order in which a broken rule is named.
public enum TaskTransition {
    /// The status a verb leads to, or `nil` where the verb is not allowed.
    public static func status(after verb: TaskVerb, from status: TaskStatus) -> TaskStatus? {
        switch (status, verb) {
        case (.open, .claim): .claimed
        case (.claimed, .done): .done
        case (.claimed, .abandon): .open
        case (_, .update), (_, .interrupt): status
        case (.open, .done), (.open, .abandon): nil
        case (.claimed, .claim): nil
        case (.done, .claim), (.done, .done), (.done, .abandon): nil
        }
    }

    /// Decides a request: the new status, or the first rule it breaks, in the protocol's order:
    /// a stale `claim`, held by another, wrong state.
    ///
    /// - Parameters:
    ///   - actor: who asks.
    ///   - claim: the claim the request carries, if any.
    public static func decide(
        _ verb: TaskVerb, on task: TaskRecord, by actor: AgentName, claim: String?
    ) throws(APIError) -> TaskStatus {
        if let claim, claim != task.claim {
            throw APIError(
                .conflict, "task \(task.id): claim '\(claim)' is no longer the current one")
        }
        if verb == .done || verb == .abandon, let holder = task.claimedBy, holder != actor {
            throw APIError(
                .forbidden,
                "task \(task.id): claimed by \(holder.text), and only the claimer may do that")
        }
        guard let next = status(after: verb, from: task.status) else {
            throw APIError(.conflict, wrongState(verb, task))
        }
        return next
    }

    private static func wrongState(_ verb: TaskVerb, _ task: TaskRecord) -> String {
        switch task.status {
        case .open: "task \(task.id): open, it must be claimed first"
        case .claimed:
            "task \(task.id): already claimed by \(task.claimedBy?.text ?? "somebody")"
        case .done: "task \(task.id): already done"
        }
    }
}
