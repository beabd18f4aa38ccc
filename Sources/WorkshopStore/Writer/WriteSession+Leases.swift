import WorkshopModel

extension WriteSession {
    /// Leases that one transaction ends at most: more wait for the next, with others in between.
    private static let expiriesAtOnce = 256

    /// As the open transaction would leave it.
    func lease(of taskID: String) -> Lease? {
        if let change = changes.leases[taskID] { return change }
        return leases[task: taskID]
    }

    /// Begins a lease with a claim.
    func lease(_ task: inout TaskRecord, claim: String, seconds: Int?) {
        guard let seconds else { return release(&task) }
        let length = Duration.seconds(seconds)
        changes.leases[task.id] = Lease(
            taskID: task.id, claim: claim, length: length, deadline: uptime() + length)
        task.leaseUntil = now.adding(milliseconds: Int64(seconds) * 1000)
    }

    /// Makes a lease run anew.
    ///
    /// - Returns: until when it runs now; `nil` when this claim has none.
    func renew(taskID: String, claim: String) -> Timestamp? {
        guard var lease = lease(of: taskID), lease.claim == claim else { return nil }
        lease.deadline = uptime() + lease.length
        changes.leases[taskID] = lease
        return now.adding(milliseconds: lease.length.components.seconds * 1000)
    }

    /// Renews whatever leases these claims have; the others are passed over.
    func renew(claims: [String]) throws(WriteFailure) {
        for claim in Set(claims) {
            // A claim of this very transaction is as fresh as can be.
            guard let taskID = leases.lease(claim: claim)?.taskID,
                let until = renew(taskID: taskID, claim: claim)
            else { continue }
            try storing { () throws(SQLiteError) in
                let update = try connection.statement(
                    "UPDATE workshop_tasks SET lease_until = ?3 WHERE id = ?1 AND claim = ?2")
                defer { update.reset() }
                update.bind(1, taskID)
                update.bind(2, claim)
                update.bind(3, until.seconds)
                _ = try update.step()
            }
        }
    }

    /// The task has no lease any more.
    func release(_ task: inout TaskRecord) {
        task.leaseUntil = nil
        if lease(of: task.id) != nil { changes.leases[task.id] = .some(nil) }
    }

    /// Opens tasks again whose leases have lapsed.
    ///
    /// Done after the transaction's other work, so that a renewal which came in time counts
    /// although the writer was held up.
    func expireLeases() throws(WriteFailure) {
        for lapsed in leases.due(at: uptime(), atMost: WriteSession.expiriesAtOnce)
        where lease(of: lapsed.taskID) == lapsed {
            let found = try storing { () throws(SQLiteError) in
                try TaskRows.task(lapsed.taskID, on: connection)
            }
            // Others may have changed or deleted the task by hand.
            guard var task = found, task.status == .claimed, task.claim == lapsed.claim,
                let holder = task.claimedBy
            else {
                changes.leases[lapsed.taskID] = .some(nil)
                continue
            }
            let message = try append(
                MessageDraft(
                    channel: task.channel, from: holder, type: .taskExpired,
                    body: task.expiryAnnouncement))
            task.reopen(at: message.timestamp)
            try storing { () throws(SQLiteError) in try update(task) }
            changes.leases[task.id] = .some(nil)
            changes.openedTasks.append(task.id)
            changes.expiredLeases += 1
        }
    }

    /// Reads the leases that ran when the store was closed. One that has lapsed meanwhile runs
    /// for a while yet: its holder could not renew it.
    static func leases(
        on connection: Connection, now: Timestamp, uptime: Duration
    ) throws(SQLiteError) -> LeaseBook {
        let select = try connection.statement(
            """
            SELECT w.id, claim, lease_until, lease
            FROM workshop_tasks AS w INDEXED BY workshop_tasks_leased
            CROSS JOIN tasks AS t ON t.id = w.id
            WHERE lease_until IS NOT NULL AND status = 'claimed'
            """)
        defer { select.reset() }
        var book = LeaseBook()
        while try select.step() {
            let length = Duration.seconds(max(1, select.integer(3)))
            let left = Timestamp(seconds: select.double(2)).milliseconds - now.milliseconds
            // The wall clock may have been set back.
            let rest = left > 0 ? min(.milliseconds(left), length) : lapsedLeaseTime
            book.set(
                Lease(
                    taskID: select.text(0), claim: select.text(1), length: length,
                    deadline: uptime + rest),
                task: select.text(0))
        }
        return book
    }

    private static let lapsedLeaseTime = Duration.milliseconds(Limits.lapsedLeaseMilliseconds)
}
