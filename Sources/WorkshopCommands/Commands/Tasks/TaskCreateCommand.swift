import Arguments
import WorkshopClient
import WorkshopModel

/// `workshop task create`.
struct TaskCreateCommand {
    static let command = Command(
        CommandDescription(
            "create", summary: "create a task",
            options: [
                OptionDescription(
                    "context", value: ValueDescription("JSON"),
                    summary: "what is needed to do it: JSON, '-' or '@FILE'"),
                OptionDescription(
                    "for", value: ValueDescription("AGENT", .agent),
                    summary: "the agent that is to do it"),
                OptionDescription(
                    "ch", value: ValueDescription("CH", .channel), defaultText: "tasks",
                    summary: "the channel the task is announced in"),
                SharedOptions.from,
            ],
            operands: [OperandDescription("TITLE", summary: "what is to be done, in one line")],
            examples: [
                ExampleDescription(
                    "workshop task create 'review' --for ada.lab --context @change.json",
                    summary: "for one agent"),
                ExampleDescription(
                    "id=$(workshop task create 'nightly build' | jq -r .id)",
                    summary: "remember the id"),
            ],
            exitStatuses: ExitStatus.ofClient(.localFile))
    ) { invocation in
        let parsed = invocation.parsed
        var draft = TaskDraft(
            from: try invocation.agent(),
            title: try parsed.operand("TITLE").required(as: .taskTitle),
            assignee: try parsed.option("for").value(as: .agent),
            channel: try parsed.option("ch").value(as: .channel) ?? .tasks)
        if let context = parsed.option("context").string {
            draft.context = try JSONReader(input: invocation.surroundings.input).read(
                context, name: "--context")
        }
        _ = try draft.json.checkedAsRequest()
        let id = try await invocation.workshop().createTask(draft)
        var writer = JSONWriter()
        writer.object { $0.member("id", id) }
        try invocation.show(writer.finish()) { _ in "created task \(id.inert)" }
    }
}
