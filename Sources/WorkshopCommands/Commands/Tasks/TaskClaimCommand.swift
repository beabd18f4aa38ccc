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

                With --next it is the oldest open task that is made for nobody else. Without \
                --wait the exit status is 5 when there is none; with it, 124 when none came.

                With --lease the task is open again when the time is over, unless the lease is \
                renewed: by 'task update --claim', or by a heartbeat that names the claim.
                """,
            synopses: [
                "ID [--lease DURATION]",
                "--next [--ch CH] [--wait DURATION] [--lease DURATION]",
            ],
            options: options,
            operands: [
                OperandDescription("ID", hint: .openTask, isRequired: false, summary: "the task")
            ],
            examples: examples,
            exitStatuses: ExitStatus.ofClient(.notFound, .conflict, .nothing, .timedOut))
    ) { invocation in
        let parsed = invocation.parsed
        let lease = try parsed.option(SharedOptions.lease.name).value(as: .lease)
        if parsed.flag("next") {
            guard !parsed.operand("ID").isGiven else {
                throw parsed.usageError("'ID' and '--next' exclude each other")
            }
            return try await claimNext(lease: lease, invocation)
        }
        for name in ["ch", "wait"] where parsed.option(name).isGiven {
            throw parsed.usageError("'--\(name)' needs '--next'")
        }
        guard parsed.operand("ID").isGiven else {
            throw parsed.usageError(
                "missing operand 'ID'", hint: "--next claims the oldest open task")
        }
        try await claim(lease: lease, invocation)
    }

    private static func claim(lease: Int?, _ invocation: Invocation) async throws {
        let workshop = try invocation.workshop()
        let request = try invocation.taskRequest(.claim(lease: lease))
        let receipt = try await invocation.send(request, to: workshop)
        do throws(ClientError) {
            let task = try await workshop.task(request.id)
            try? show(task, invocation)
        } catch {
            // The task is ours whatever happened since, and the exit status must say so.
            invocation.remark("the task is claimed, but cannot be shown: \(error.message)")
            try invocation.show(receipt.json) { _ in "claimed task \(receipt.id.inert)" }
        }
    }

    private static func claimNext(lease: Int?, _ invocation: Invocation) async throws {
        let patience = try invocation.parsed.option("wait").value(as: .patience)
        let wait = patience.map { $0.limit ?? .century } ?? .zero
        let request = NextTaskRequest(
            from: try invocation.agent(),
            channel: try invocation.parsed.option("ch").value(as: .channel), wait: wait,
            lease: lease)
        if let task = try await invocation.workshop().claimNext(request) {
            try show(task, invocation)
        } else if wait > .zero {
            throw CommandFailure.timedOut(wait)
        } else {
            throw CommandFailure.nothingToClaim(request.channel)
        }
    }

    private static func show(_ task: TaskRecord, _ invocation: Invocation) throws {
        try invocation.show(task.json) { task.text(now: invocation.surroundings.now(), $0) }
    }

    private static let options = [
        OptionDescription("next", summary: "the oldest open task that this agent may claim"),
        OptionDescription(
            "ch", value: ValueDescription("CH", .channel),
            summary: "with --next, only tasks of this channel"),
        OptionDescription(
            "wait", value: ValueDescription("DURATION"),
            summary: "with --next, wait for one to appear, at most this long or 'forever'"),
        SharedOptions.lease, SharedOptions.from,
    ]

    private static let examples = [
        ExampleDescription(
            "workshop task claim ID && work && workshop task done ID",
            summary: "work only when it is ours"),
        ExampleDescription(
            "task=$(workshop task claim --next --ch builds --wait 10m --lease 5m)",
            summary: "the next one, for five minutes"),
    ]
}
