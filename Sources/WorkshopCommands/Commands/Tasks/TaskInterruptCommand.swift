import Arguments
import WorkshopModel

/// `workshop task interrupt`.
struct TaskInterruptCommand {
    static let command = Command(
        CommandDescription(
            "interrupt", summary: "ask whoever holds a task to stop",
            options: [
                OptionDescription(
                    "reason", value: ValueDescription("TEXT"), summary: "why it is to stop"),
                SharedOptions.from,
            ],
            operands: [TaskCommand.idOperand], exitStatuses: TaskCommand.verbStatuses)
    ) { invocation in
        let reason = invocation.parsed.option("reason").string
        try await invocation.perform(.interrupt(reason: reason)) {
            "told whoever holds task \($0.id.inert) to stop"
        }
    }
}
