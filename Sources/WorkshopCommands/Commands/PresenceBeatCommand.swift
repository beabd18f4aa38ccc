import Arguments
import WorkshopClient
import WorkshopModel

/// `workshop presence beat`: says that an agent is here.
struct PresenceBeatCommand {
    static let command = Command(
        CommandDescription(
            "beat", summary: "say that an agent is here",
            discussion: """
                The answer names the tasks the agent holds that somebody wants it to stop. With \
                --every, a server that cannot be reached is tried again at the next beat; only \
                the first one must succeed.
                """,
            options: [
                OptionDescription(
                    "every", value: ValueDescription("DURATION"),
                    summary: "go on, once in this time; at most 60s, which a heartbeat lasts"),
                OptionDescription(
                    "meta", value: ValueDescription("JSON", .textOrFile),
                    summary: "what else there is to tell of the agent: an object, '-' or '@FILE'"),
                SharedOptions.from,
            ],
            operands: [
                OperandDescription(
                    "CH", hint: .channel, isRequired: false, isRepeatable: true,
                    summary: "the channels the agent listens to")
            ],
            exitStatuses: ExitStatus.ofClient(.localFile))
    ) { invocation in
        let channels = try invocation.parsed.operand("CH").values(as: .channel)
        guard channels.count <= Limits.presenceChannels else {
            throw invocation.parsed.usageError(
                "\(channels.count) channels, at most \(Limits.presenceChannels) may be named")
        }
        let longest = Duration.milliseconds(Limits.presenceMilliseconds)
        let period = try invocation.parsed.option("every").value(
            as: .duration(in: .milliseconds(100)...longest))
        let beat = PresenceBeat(
            from: try invocation.agent(), channels: channels, meta: try meta(invocation))
        let workshop = try invocation.workshop()
        let interrupts = try await workshop.beat(beat)
        try show(interrupts, beat, invocation)
        guard let period else { return }
        invocation.surroundings.endWithReader(invocation.output, {})
        try await goOn(every: period, beat, told: interrupts, on: workshop, invocation)
    }

    private static func meta(_ invocation: Invocation) throws(CommandFailure) -> JSONText {
        guard let argument = invocation.parsed.option("meta").string else { return .emptyObject }
        let reader = JSONReader(input: invocation.surroundings.input)
        let meta = try reader.read(argument, name: "--meta")
        guard meta.kind == .object else {
            throw .notAnObject(JSONSource(of: argument, name: "--meta"), meta.kind)
        }
        return meta
    }

    private static func goOn(
        every period: Duration, _ beat: PresenceBeat, told: [InterruptNotice],
        on workshop: RemoteWorkshop,
        _ invocation: Invocation
    ) async throws {
        var isLost = false
        var told = told
        while true {
            try await Task.sleep(for: period)
            let failure = try await transientFailure(
                of: { () async throws(ClientError) in try await workshop.beat(beat) },
                then: { interrupts in
                    if isLost { invocation.remark("connected again") }
                    // A person is told what is new, a program of every beat.
                    defer { told = interrupts }
                    if case .text = invocation.form, told.map(\.taskID) == interrupts.map(\.taskID)
                    {
                        return
                    }
                    try show(interrupts, beat, invocation)
                })
            if let failure, !isLost { invocation.remark("\(failure.message); trying again") }
            isLost = failure != nil
        }
    }

    /// - Returns: the error after which the next attempt may fare better, or `nil` when the
    ///   request succeeded.
    private static func transientFailure<Answer>(
        of request: () async throws(ClientError) -> Answer, then show: (Answer) throws -> Void
    ) async throws -> ClientError? {
        let answer: Answer
        do throws(ClientError) {
            answer = try await request()
        } catch {
            guard error.isTransient else { throw error }
            return error
        }
        try show(answer)
        return nil
    }

    private static func show(
        _ interrupts: [InterruptNotice], _ beat: PresenceBeat, _ invocation: Invocation
    ) throws {
        var writer = JSONWriter()
        writer.object { object in
            object.member("ok", true)
            object.member("interrupts") { $0.array(interrupts) { $0.write($1.json) } }
        }
        try invocation.show(writer.finish()) { style in
            let lines = interrupts.map { notice in
                let reason = notice.interrupt.reason.map { ": \($0)" } ?? ""
                let text =
                    "task \(notice.taskID) is to stop, says \(notice.interrupt.from.text)\(reason)"
                return style.paint(text.inert, .yellow)
            }
            return (["\(beat.from.text.inert) is here"] + lines).joined(separator: "\n")
        }
    }
}
