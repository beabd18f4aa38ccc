import WorkshopModel

/// Who gets which task. Decided at the end of a transaction, as near to its commit as can be: a
/// waiter whose leaving was seen before that swallows no task.
extension WriteSession {
    /// Gives the tasks that the transaction has opened to those who wait, and answers the wishes
    /// that came with it.
    func serveWishes() throws(SQLiteError) {
        for id in changes.openedTasks where !waiting.isEmpty {
            guard let task = try TaskRows.task(id, on: connection), task.status == .open else {
                continue
            }
            try offer(task)
        }
        if mustLookAgain { try lookAgain() }
        for wish in changes.claims.arrived { try welcome(wish) }
    }

    /// A task goes to the first in line that it fits.
    private func offer(_ task: TaskRecord) throws(SQLiteError) {
        for (number, wish) in waiting.wishes
        where !changes.claims.served.contains(number)
            && wish.request.fits(channel: task.channel, assignee: task.assignedTo)
        {
            guard try serve(wish, task) else { continue }
            changes.claims.served.insert(number)
            if changes.claims.claimedTasks.contains(task.id) { return }
        }
    }

    /// Others may have opened tasks by hand, which nobody was told of.
    private func lookAgain() throws(SQLiteError) {
        for (number, wish) in waiting.wishes where !changes.claims.served.contains(number) {
            guard let task = try oldestTask(for: wish.request) else { continue }
            if try serve(wish, task) { changes.claims.served.insert(number) }
        }
    }

    /// Answers a wish that has come with this transaction, or lets it wait.
    private func welcome(_ wish: ClaimWish) throws(SQLiteError) {
        if wish.ticket?.isOwed == true {
            return changes.claims.answers.append { wish.completion(.success(nil)) }
        }
        if let result = try recall(wish) {
            _ = settle(wish, result)
        } else if let task = try oldestTask(for: wish.request) {
            _ = try serve(wish, task)
        } else if wish.ticket != nil {
            changes.claims.unmet.append(wish)
        } else {
            _ = settle(wish, .success(nil))
        }
    }

    /// Claims a task for a wish, unless nobody waits for it any more or its request turns out to
    /// have been answered.
    ///
    /// - Returns: whether the wish has its answer.
    private func serve(_ wish: ClaimWish, _ task: TaskRecord) throws(SQLiteError) -> Bool {
        if let result = try recall(wish) { return settle(wish, result) }
        guard take(wish) else { return false }
        do throws(WriteFailure) {
            let record = try claim(task, for: wish.request)
            changes.claims.answers.append { wish.completion(.success(.first(record))) }
            changes.claims.claimedTasks.insert(task.id)
            guard let retry = wish.retry else { return true }
            try remember(retry, by: wish.request.from, record)
            settleTwins(of: wish, retry.answer(record))
        } catch {
            switch error {
            case .refused(let reason):
                changes.claims.answers.append { wish.completion(.failure(reason)) }
            case .broken(let reason): throw reason
            }
        }
        return true
    }

    /// The same request, sent again because its sender lost the connection while it waited.
    private func settleTwins(of wish: ClaimWish, _ answer: JSONText) {
        for (number, twin) in waiting.wishes
        where twin.isTwin(of: wish) && !changes.claims.served.contains(number) {
            if settle(twin, .success(.again(answer))) { changes.claims.served.insert(number) }
        }
        changes.claims.unmet.removeAll { twin in
            twin.isTwin(of: wish) && settle(twin, .success(.again(answer)))
        }
    }

    /// What a repeat is answered, or a request whose key was used for another one.
    private func recall(
        _ wish: ClaimWish
    ) throws(SQLiteError) -> Result<Answer<TaskRecord>?, APIError>? {
        guard let retry = wish.retry else { return nil }
        do throws(WriteFailure) {
            let sender = wish.request.from
            try checkWaiting(for: retry, by: sender, among: changes.claims.unmet)
            return try answer(to: retry, by: sender).map { .success(.again($0)) }
        } catch {
            switch error {
            case .refused(let reason): return .failure(reason)
            case .broken(let reason): throw reason
            }
        }
    }

    /// - Returns: `false` when nobody waits for the answer.
    private func settle(
        _ wish: ClaimWish, _ result: Result<Answer<TaskRecord>?, APIError>
    ) -> Bool {
        guard take(wish) else { return false }
        changes.claims.answers.append { wish.completion(result) }
        return true
    }

    private func take(_ wish: ClaimWish) -> Bool {
        guard let ticket = wish.ticket else { return true }
        guard ticket.take() else { return false }
        changes.claims.tickets.append(ticket)
        return true
    }

    private func claim(
        _ task: TaskRecord, for request: NextTaskRequest
    ) throws(WriteFailure) -> TaskRecord {
        try perform(
            TaskRequest(
                id: task.id, action: .claim(lease: request.lease), from: request.from), on: task
        ).task
    }

    /// The oldest open task that fits: of those made for nobody and of those made for the asker.
    private func oldestTask(for request: NextTaskRequest) throws(SQLiteError) -> TaskRecord? {
        let ofAll = request.channel == nil
        let forNobody =
            ofAll
            ? try connection.statement(
                """
                SELECT id FROM tasks INDEXED BY workshop_tasks_open
                WHERE status = 'open' AND assigned_to IS NULL ORDER BY id
                """)
            : try connection.statement(
                """
                SELECT id FROM tasks INDEXED BY workshop_tasks_open_ch
                WHERE status = 'open' AND ch = ?2 AND assigned_to IS NULL ORDER BY id
                """)
        let forAsker =
            ofAll
            ? try connection.statement(
                """
                SELECT id FROM tasks INDEXED BY workshop_tasks_open
                WHERE status = 'open' AND assigned_to = ?1 ORDER BY id
                """)
            : try connection.statement(
                """
                SELECT id FROM tasks INDEXED BY workshop_tasks_open_ch
                WHERE status = 'open' AND ch = ?2 AND assigned_to = ?1 ORDER BY id
                """)
        forAsker.bind(1, request.from.text)
        if let channel = request.channel {
            forNobody.bind(2, channel.text)
            forAsker.bind(2, channel.text)
        }
        let candidates = [try firstTask(forNobody), try firstTask(forAsker)].compactMap(\.self)
        return candidates.min { $0.id.utf8.lexicographicallyPrecedes($1.id.utf8) }
    }

    /// The first task of a query for ids. A row that others have put in may have an id that is no
    /// text, by which nothing can be done to it: that one is passed over.
    private func firstTask(_ select: Statement) throws(SQLiteError) -> TaskRecord? {
        defer { select.reset() }
        while try select.step() {
            if let task = try TaskRows.task(select.text(0), on: connection) { return task }
        }
        return nil
    }
}
