import Arguments
import WorkshopClient
import WorkshopModel

/// `workshop task show`.
struct TaskShowCommand {
    static let command = Command(
        CommandDescription(
            "show", summary: "show a task", operands: [TaskCommand.idOperand],
            exitStatuses: ExitStatus.ofClient(.notFound))
    ) { invocation in
        let id = try invocation.parsed.operand("ID").required(as: .taskID)
        let task = try await invocation.workshop().task(id)
        try invocation.show(task.json) { task.text(now: invocation.surroundings.now(), $0) }
    }
}
