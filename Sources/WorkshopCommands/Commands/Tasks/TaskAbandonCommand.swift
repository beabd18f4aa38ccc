import Arguments
import WorkshopModel

/// `workshop task abandon`.
struct TaskAbandonCommand {
    static let command = Command(
        CommandDescription(
            "abandon", summary: "give a task back, open for others",
            options: [SharedOptions.claim, SharedOptions.from], operands: [TaskCommand.heldOperand],
            exitStatuses: TaskCommand.verbStatuses)
    ) { invocation in
        try await invocation.perform(.abandon) { "gave back task \($0.id.inert)" }
    }
}
