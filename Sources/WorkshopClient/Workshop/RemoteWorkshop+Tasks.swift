public import WorkshopModel

extension RemoteWorkshop {
    /// `GET /tasks`, newest first.
    public func tasks(
        _ query: TaskListQuery = .init()
    ) async throws(ClientError) -> [TaskRecord] {
        let answer = try await get(.tasks, query.parameters, limit: .list)
        // The sentence of the list says it better than the one of the element.
        return try list(answer, "list of tasks") { try? TaskRecord(parsing: $0) }
    }

    /// `GET /tasks/{id}`.
    ///
    /// - Parameter id: any text; one that is no id is refused as not found.
    public func task(_ id: String) async throws(ClientError) -> TaskRecord {
        let answer = try await get(.task(id), limit: .receipt)
        return try expect(try? TaskRecord(parsing: answer), "task")
    }

    /// `POST /tasks`.
    ///
    /// - Parameter key: one that was kept repeats an earlier call: there will be one task.
    /// - Returns: the id of the new task.
    public func createTask(
        _ draft: TaskDraft, key: IdempotencyKey = .fresh()
    ) async throws(ClientError) -> String {
        let answer = try await post(draft.json, to: .tasks, key: key)
        return try expect(answer?["id"]?.string, "receipt of a task")
    }

    /// `POST /tasks/{id}/{verb}`.
    ///
    /// - Parameter key: one that was kept repeats an earlier call: the first one's success is
    ///   this one's too.
    /// - Throws: `.refused` with 404 for an unknown task, 403 when another holds it, 409 when its
    ///   status or the claim does not allow the verb.
    public func perform(
        _ request: TaskRequest, key: IdempotencyKey = .fresh()
    ) async throws(ClientError) -> TaskReceipt {
        let answer = try await post(
            request.json, to: .taskVerb(request.id, request.verb), key: key)
        return try expect(
            answer.flatMap { TaskReceipt(parsing: $0, verb: request.verb) },
            "receipt of '\(request.verb.rawValue)'")
    }

    /// `POST /tasks/claim`: claims the oldest open task that fits, waiting for one to appear.
    ///
    /// The wait is asked for in equal parts that proxies bear. A part whose connection breaks is
    /// asked for again, with the key, so that a task that was claimed and not heard of is not
    /// lost; waiting may then take that much longer.
    /// - Parameters:
    ///   - request: may wait for longer than the 300 s of one request.
    ///   - key: one that was kept repeats an earlier call of the same request: the task that the
    ///     first one claimed, if it did.
    /// - Returns: the task with its `claim`; `nil` when there was none to the end of the wait.
    public func claimNext(
        _ request: NextTaskRequest, key: IdempotencyKey = .fresh()
    ) async throws(ClientError) -> TaskRecord? {
        let parts = WaitParts(request.wait)
        var part = request
        part.wait = parts.length
        for _ in 0..<parts.count {
            let answer = try await post(
                part.json, to: .nextTask, key: key,
                patience: parts.length + configuration.answerTimeout)
            if let answer { return try expect(try? TaskRecord(parsing: answer), "task") }
        }
        return nil
    }
}
