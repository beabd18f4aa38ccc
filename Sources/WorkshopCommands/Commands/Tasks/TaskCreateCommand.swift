import Arguments
import WorkshopClient
import WorkshopModel

/// `workshop task create`.
struct TaskCreateCommand {
    static let command = Command(
        CommandDescription(
            "create", summary: "create a task",
            discussion: """
                With --wait, this prints the result of the task once it is done, as \
                'workshop task wait' does, instead of its id.
                """,
            options: [
                OptionDescription(
                    "context", value: ValueDescription("JSON", .textOrFile),
                    summary: "what is needed to do it: JSON, '-' or '@FILE'"),
                OptionDescription(
                    "for", value: ValueDescription("AGENT", .agent),
                    summary: "the agent that is to do it"),
                OptionDescription(
                    "ch", value: ValueDescription("CH", .channel), defaultText: "tasks",
                    summary: "the channel the task is announced in"),
                OptionDescription(
                    "wait", value: ValueDescription("DURATION"),
                    summary: "wait until it is done, at most this long or 'forever', and print "
                        + "its result"),
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
                ExampleDescription(
                    "answer=$(workshop task create 'what is 6*7?' --for oracle --wait 60s)",
                    summary: "ask, and have the answer"),
            ],
            exitStatuses: ExitStatus.ofClient(.localFile, .timedOut))
    ) { invocation in
        let parsed = invocation.parsed
        let patience = try parsed.option("wait").value(as: .patience)
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
        let workshop = try invocation.workshop()
        let id = try await workshop.createTask(draft)
        if let patience {
            if case .text = invocation.form { invocation.remark("created task \(id), waiting") }
            return try await invocation.showResult(
                of: id, on: workshop, within: patience.limit, .retried)
        }
        var writer = JSONWriter()
        writer.object { $0.member("id", id) }
        try invocation.show(writer.finish()) { _ in "created task \(id.inert)" }
    }
}
