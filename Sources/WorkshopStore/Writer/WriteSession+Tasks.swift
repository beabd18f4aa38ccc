import WorkshopModel

/// Invariant 3: a task's transition and the message that announces it are in one transaction,
/// because both are written here, between one ``WriteSession/begin()`` and its commit.
extension WriteSession {
    func create(_ draft: TaskDraft) throws(WriteFailure) -> TaskRecord {
        let id = try nextID().text
        let time = timestamp()
        let task = TaskRecord(
            id: id, createdAt: time, updatedAt: time, createdBy: draft.from,
            assignedTo: draft.assignee, title: draft.title.text, context: draft.context,
            channel: draft.channel)
        _ = try append(
            MessageDraft(
                channel: draft.channel, from: draft.from, type: .taskCreated,
                body: draft.announcement(id: id)))
        try storing { () throws(SQLiteError) in try insert(task) }
        marks.tasks += 1
        changes.openedTasks.append(id)
        return task
    }

    func perform(
        _ request: TaskRequest
    ) throws(WriteFailure) -> (receipt: TaskReceipt, task: TaskRecord) {
        let found = try storing { () throws(SQLiteError) in
            try TaskRows.task(request.id, on: connection)
        }
        guard let task = found else { throw .refused(.unknownTask(request.id)) }
        return try perform(request, on: task)
    }

    /// All rules are looked at before anything is written, so that a refusal leaves the
    /// transaction as it was.
    ///
    /// - Parameter found: the task as this transaction has it.
    func perform(
        _ request: TaskRequest, on found: TaskRecord
    ) throws(WriteFailure) -> (receipt: TaskReceipt, task: TaskRecord) {
        var task = found
        let actor = try deciding { () throws(APIError) in try request.actor() }
        let status = try deciding { () throws(APIError) in
            try TaskTransition.decide(
                request.verb, on: task, by: actor, claim: request.claim)
        }
        let message = try append(announcement(of: request, on: task, by: actor))
        let outcome = task.apply(request.action, by: actor, status: status, message: message)
        let lease = applyLease(of: request, to: &task)
        try storing { () throws(SQLiteError) in try update(task, lease: lease) }
        if case .abandon = request.action { changes.openedTasks.append(task.id) }
        return (TaskReceipt(id: task.id, outcome: outcome), task)
    }

    /// - Returns: the seconds that a new lease lasts.
    private func applyLease(of request: TaskRequest, to task: inout TaskRecord) -> Int? {
        switch request.action {
        case .claim(let seconds):
            if let claim = task.claim { lease(&task, claim: claim, seconds: seconds) }
            return seconds
        case .update:
            if let claim = request.claim, let until = renew(taskID: task.id, claim: claim) {
                task.leaseUntil = until
            }
        case .done, .abandon: release(&task)
        case .interrupt: break
        }
        return nil
    }

    private func announcement(
        of request: TaskRequest, on task: TaskRecord, by actor: AgentName
    ) -> MessageDraft {
        var files: [BlobHash] = []
        if case .done(_, let hashes) = request.action { files = hashes }
        return MessageDraft(
            channel: task.channel, from: actor, type: request.verb.announcement,
            body: request.announcement(for: task), files: files)
    }

    private func insert(_ task: TaskRecord) throws(SQLiteError) {
        let insert = try connection.statement(
            """
            INSERT INTO tasks(id, created_at, updated_at, created_by, assigned_to, status,
                title, context, ch)
            VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)
            """)
        defer { insert.reset() }
        insert.bind(1, task.id)
        insert.bind(2, task.createdAt.seconds)
        insert.bind(3, task.updatedAt.seconds)
        insert.bind(4, task.createdBy.text)
        insert.bind(5, task.assignedTo?.text)
        insert.bind(6, task.status.rawValue)
        insert.bind(7, task.title)
        insert.bind(8, task.context.bytes)
        insert.bind(9, task.channel.text)
        _ = try insert.step()
    }

    /// Writes what verbs change; the rest of the row may be somebody else's and stays.
    ///
    /// - Parameter lease: the seconds of a lease that begins.
    func update(_ task: TaskRecord, lease: Int? = nil) throws(SQLiteError) {
        let update = try connection.statement(
            """
            UPDATE tasks SET updated_at = ?2, claimed_by = ?3, claimed_at = ?4, status = ?5,
                result = iif(?5 = 'done', ?6, result), files = iif(?5 = 'done', ?7, files)
            WHERE id = ?1
            """)
        defer { update.reset() }
        update.bind(1, task.id)
        update.bind(2, task.updatedAt.seconds)
        update.bind(3, task.claimedBy?.text)
        update.bind(4, seconds: task.claimedAt)
        update.bind(5, task.status.rawValue)
        update.bind(6, task.result?.text)
        update.bind(7, JSONText(strings: task.files).bytes)
        _ = try update.step()
        try updateSideRow(of: task, lease: lease)
    }

    private func updateSideRow(of task: TaskRecord, lease: Int?) throws(SQLiteError) {
        let upsert = try connection.statement(
            """
            INSERT INTO workshop_tasks(id, claim, interrupt_from, interrupt_reason,
                interrupt_ts, lease_until, lease)
            VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)
            ON CONFLICT DO UPDATE SET claim = ?2, interrupt_from = ?3, interrupt_reason = ?4,
                interrupt_ts = ?5, lease_until = ?6, lease = coalesce(?7, lease)
            """)
        defer { upsert.reset() }
        upsert.bind(1, task.id)
        upsert.bind(2, task.claim)
        upsert.bind(3, task.interrupt?.from.text)
        upsert.bind(4, task.interrupt?.reason)
        upsert.bind(5, seconds: task.interrupt?.timestamp)
        upsert.bind(6, seconds: task.leaseUntil)
        if let lease { upsert.bind(7, Int64(lease)) } else { upsert.bindNull(7) }
        _ = try upsert.step()
    }
}

extension TaskRecord {
    /// Carries out a verb that was allowed.
    ///
    /// - Parameter message: the announcement; a claim is known by its id.
    fileprivate mutating func apply(
        _ action: TaskRequest.Action, by actor: AgentName, status: TaskStatus, message: Message
    ) -> TaskReceipt.Outcome {
        self.status = status
        updatedAt = message.timestamp
        switch action {
        case .claim:
            claimedBy = actor
            claimedAt = message.timestamp
            claim = message.id.text
            interrupt = nil
            return .claimed(by: actor, claim: message.id)
        case .update:
            return .updated(interrupted: interrupt != nil)
        case .done(let result, let hashes):
            self.result = result
            files = hashes.map(\.text)
            interrupt = nil
            return .done
        case .abandon:
            reopen(at: message.timestamp)
            return .abandoned
        case .interrupt(let reason):
            if status == .claimed {
                interrupt = TaskInterrupt(
                    from: actor, reason: reason, timestamp: message.timestamp)
            }
            return .interrupted
        }
    }

    /// Nobody holds it any more.
    mutating func reopen(at time: Timestamp) {
        status = .open
        updatedAt = time
        claimedBy = nil
        claimedAt = nil
        claim = nil
        interrupt = nil
        leaseUntil = nil
    }
}

extension APIError {
    static func unknownTask(_ id: String) -> APIError {
        APIError(.notFound, "there is no task '\(String(id.prefix(64)))'")
    }
}

extension Statement {
    /// `NULL` when there is none.
    func bind(_ index: Int32, seconds time: Timestamp?) {
        if let time { bind(index, time.seconds) } else { bindNull(index) }
    }
}
