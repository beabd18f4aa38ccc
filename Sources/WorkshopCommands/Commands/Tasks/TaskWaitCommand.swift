import Arguments
import WorkshopClient
import WorkshopModel

/// `workshop task wait`.
struct TaskWaitCommand {
    static let command = Command(
        CommandDescription(
            "wait", summary: "wait until a task is done, and print its result",
            discussion: """
                The result is printed as it was given, on one line; with --json the whole task, \
                its files included. A task that is given back is waited on. A lost connection is \
                made again by itself.
                """,
            options: [
                OptionDescription(
                    "timeout", value: ValueDescription("DURATION"),
                    summary: "end after this time, with status 124")
            ],
            operands: [TaskCommand.idOperand],
            examples: [
                ExampleDescription(
                    "workshop task wait ID --timeout 1h | jq .summary",
                    summary: "something of its result")
            ],
            exitStatuses: ExitStatus.ofClient(.notFound, .timedOut))
    ) { invocation in
        let id = try invocation.parsed.operand("ID").required(as: .taskID)
        let timeout = try invocation.parsed.option("timeout").value(as: .duration())
        let workshop = try invocation.workshop()
        try await invocation.showResult(of: id, on: workshop, within: timeout, .required)
    }
}

extension Invocation {
    /// Waits until a task is done and prints its result, or with `--json` the whole task.
    ///
    /// - Parameter limit: `nil` for as long as it takes.
    /// - Throws: `.notDoneInTime`.
    func showResult(
        of id: String, on workshop: RemoteWorkshop, within limit: Duration?,
        _ firstConnection: FollowOptions.FirstConnection
    ) async throws {
        surroundings.endWithReader(output) {}
        let remarks = FollowRemarks(self)
        let options = FollowOptions(firstConnection: firstConnection)
        let task = try await TimeLimit.run(
            limit, { .notDoneInTime($0, task: id) },
            { try await workshop.finishedTask(id, options) { remarks.take($0) } })
        if parsed.flag(SharedOptions.json.name) { return try output.write(line: task.json.bytes) }
        try show(task.result ?? .null) { _ in (task.result ?? .null).text.inert }
    }
}
