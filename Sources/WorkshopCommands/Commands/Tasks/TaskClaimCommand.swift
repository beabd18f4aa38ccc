import Arguments
import WorkshopClient
import WorkshopModel

/// `workshop task claim`.
struct TaskClaimCommand {
    static let command = Command(
        CommandDescription(
            "claim", summary: "take on a task",
            discussion: """
                Shows the task. Its 'claim', given to --claim of the other commands, makes them \
                fail when the task has gone to somebody else meanwhile.
                """,
            options: [SharedOptions.from], operands: [TaskCommand.idOperand],
            examples: [
                ExampleDescription(
                    "workshop task claim ID && work && workshop task done ID",
                    summary: "work only when it is ours")
            ],
            exitStatuses: TaskCommand.verbStatuses)
    ) { invocation in
        let workshop = try invocation.workshop()
        let request = try invocation.taskRequest(.claim())
        let receipt = try await invocation.send(request, to: workshop)
        do throws(ClientError) {
            let task = try await workshop.task(request.id)
            try? invocation.show(task.json) { task.text(now: invocation.surroundings.now(), $0) }
        } catch {
            // The task is ours whatever happened since, and the exit status must say so.
            invocation.remark("the task is claimed, but cannot be shown: \(error.message)")
            try invocation.show(receipt.json) { _ in "claimed task \(receipt.id.inert)" }
        }
    }
}
