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
    /// - Returns: the id of the new task.
    public func createTask(_ draft: TaskDraft) async throws(ClientError) -> String {
        let answer = try await post(draft.json, to: .tasks)
        return try expect(answer["id"]?.string, "receipt of a task")
    }

    /// `POST /tasks/{id}/{verb}`.
    ///
    /// - Throws: `.refused` with 404 for an unknown task, 403 when another holds it, 409 when its
    ///   status or the claim does not allow the verb.
    public func perform(_ request: TaskRequest) async throws(ClientError) -> TaskReceipt {
        let answer = try await post(request.json, to: .taskVerb(request.id, request.verb))
        return try expect(
            TaskReceipt(parsing: answer, verb: request.verb),
            "receipt of '\(request.verb.rawValue)'")
    }
}
