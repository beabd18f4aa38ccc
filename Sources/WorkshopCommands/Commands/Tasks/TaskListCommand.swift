import Arguments
import WorkshopClient
import WorkshopModel

/// `workshop task list`.
struct TaskListCommand {
    static let command = Command(
        CommandDescription(
            "list", summary: "list tasks, newest first", options: options,
            examples: [
                ExampleDescription(
                    "workshop task list --status open", summary: "what is to be done"),
                ExampleDescription(
                    "workshop task list --mine --status claimed", summary: "what I have taken on"),
            ],
            exitStatuses: ExitStatus.ofClient())
    ) { invocation in
        var query = try query(invocation)
        let shown = query.limit
        // One more tells whether there are more.
        if case .text = invocation.form { query.limit = min(shown + 1, Limits.taskList) }
        let found = try await invocation.workshop().tasks(query)
        let tasks = Array(found.prefix(shown))
        try invocation.show(tasks, orSay: "no tasks", json: \.json) { _ in
            table(tasks, now: invocation.surroundings.now())
        }
        if found.count > tasks.count {
            invocation.remark("these are the newest \(tasks.count); -n shows more")
        }
    }

    private static let options = [
        OptionDescription(
            "status", value: ValueDescription("STATUS", .choices(of: TaskStatus.self)),
            summary: "only tasks that stand so"),
        OptionDescription("mine", summary: "only tasks for this agent or claimed by it"),
        OptionDescription(
            "for", value: ValueDescription("AGENT", .agent),
            summary: "only tasks for that agent or claimed by it"),
        OptionDescription(
            "ch", value: ValueDescription("CH", .channel), summary: "only tasks of this channel"),
        OptionDescription(
            "number", short: "n", value: ValueDescription("N"),
            defaultText: String(Limits.taskListDefault), summary: "the newest N"),
        SharedOptions.from,
    ]

    private static func query(_ invocation: Invocation) throws(UsageError) -> TaskListQuery {
        let parsed = invocation.parsed
        let other = try parsed.option("for").value(as: .agent)
        guard other == nil || !parsed.flag("mine") else {
            throw parsed.usageError("'--mine' and '--for' exclude each other")
        }
        return TaskListQuery(
            status: try parsed.option("status").value(as: .choice(of: TaskStatus.self)),
            agent: parsed.flag("mine") ? try invocation.agent() : other,
            channel: try parsed.option("ch").value(as: .channel),
            limit: try parsed.option("number").value(as: .integer(in: 1...Limits.taskList))
                ?? Limits.taskListDefault)
    }

    private static func table(_ tasks: [TaskRecord], now: Timestamp) -> Table {
        var table = Table([
            Table.Column(title: "ID", isWhole: true), Table.Column(title: "STATUS", isWhole: true),
            Table.Column(title: "AGE", isWhole: true, neededColumns: 70),
            Table.Column(title: "AGENT", neededColumns: 60, comfortable: 12),
            Table.Column(title: "TITLE", comfortable: 24),
        ])
        for task in tasks {
            table.add([
                Table.Cell(task.id), Table.Cell(task.status.rawValue, task.status.tint),
                Table.Cell(TimeText.age(task.updatedAt, now: now), .dim),
                Table.Cell((task.claimedBy ?? task.assignedTo)?.text ?? "-", .green),
                Table.Cell(task.title),
            ])
        }
        return table
    }
}

extension TaskStatus {
    var tint: TextStyle.Tint {
        switch self {
        case .open: .yellow
        case .claimed: .blue
        case .done: .green
        }
    }
}
