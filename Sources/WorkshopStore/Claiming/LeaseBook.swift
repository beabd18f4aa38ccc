import WorkshopModel

/// All leases that run, by what the last commit has left.
///
/// Deadlines are the steady clock's: a wall clock that is set must neither end every lease nor
/// make one last for ever. `lease_until` in the database is what people see, and where a restart
/// begins.
struct LeaseBook {
    private var byTask: [String: Lease] = [:]
    private var taskOfClaim: [String: String] = [:]
    /// No lease ends before this; it may be too early, never too late.
    private(set) var earliest: Duration?

    subscript(task id: String) -> Lease? { byTask[id] }

    /// The lease that a claim has.
    func lease(claim: String) -> Lease? { taskOfClaim[claim].flatMap { byTask[$0] } }

    mutating func set(_ lease: Lease?, task id: String) {
        if let old = byTask.removeValue(forKey: id) { taskOfClaim[old.claim] = nil }
        guard let lease else { return }
        byTask[id] = lease
        taskOfClaim[lease.claim] = id
        earliest = min(earliest ?? lease.deadline, lease.deadline)
    }

    /// Those whose time is over, the longest overdue first.
    ///
    /// Looks at every lease, but only when the earliest deadline that is known has come. A holder
    /// that renews moves its deadline and leaves the known one, so of many leases that are renewed
    /// in time one walk is made in about a lease's length.
    mutating func due(at now: Duration, atMost limit: Int) -> [Lease] {
        guard let earliest, earliest <= now else { return [] }
        let due = byTask.values.filter { $0.deadline <= now }.sorted { $0.deadline < $1.deadline }
        self.earliest = byTask.values.lazy.map(\.deadline).min()
        return Array(due.prefix(limit))
    }

    /// What could not be stored is tried again after a while.
    mutating func rest(until time: Duration) {
        if let earliest { self.earliest = max(earliest, time) }
    }
}
