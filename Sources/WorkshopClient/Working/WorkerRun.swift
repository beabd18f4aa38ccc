import WorkshopModel

/// One run of a worker: does what ``WorkerState`` decides, and tells it what came of that.
///
/// Everything that waits is a child of one task group, and says what it has to say through one
/// mailbox; nothing is left when ``run(until:)`` returns.
final class WorkerRun {
    private let workshop: RemoteWorkshop
    private let options: WorkerOptions
    private let handler: Worker.Handler
    private let requests: WorkerRequests
    private let inputs: AsyncStream<WorkerInput>
    private let mailbox: AsyncStream<WorkerInput>.Continuation
    private let alarm = Alarm()
    private var state: WorkerState
    private var handlers: [String: RunningHandler] = [:]
    private var claimIsOver = OneShot<Void>()
    private let reportsAreOver = OneShot<Void>()

    private struct RunningHandler {
        var stop = OneShot<StopReason>()
        var isOver = OneShot<Void>()
    }

    init(
        _ workshop: RemoteWorkshop, _ agent: AgentName, _ options: WorkerOptions,
        _ handler: @escaping Worker.Handler
    ) {
        self.workshop = workshop
        self.options = options
        self.handler = handler
        (inputs, mailbox) = AsyncStream.makeStream()
        requests = WorkerRequests(
            workshop: workshop.retrying(.never), agent: agent, options: options,
            watch: ConnectionWatch(options.firstConnection, mailbox))
        state = WorkerState(options, now: options.pacing.now())
    }

    /// - Parameter stops: the graces of the stops that are asked for.
    /// - Returns: why it ended, if not because it should.
    func run(until stops: AsyncStream<Duration>) async -> ClientError? {
        await withDiscardingTaskGroup { group in
            begin(stops, &group)
            for await input in inputs {
                let actions = state.take(
                    input, now: options.pacing.now(), randomness: options.pacing.randomness())
                for action in actions { perform(action, &group) }
                if state.hasEnded { break }
                alarm.set(state.deadline)
            }
            group.cancelAll()
        }
        return state.failure
    }

    private func begin(_ stops: AsyncStream<Duration>, _ group: inout DiscardingTaskGroup) {
        group.addTask { [mailbox] in
            for await grace in stops { mailbox.yield(.stopRequested(grace: grace)) }
        }
        group.addTask { [alarm, mailbox, options] in
            await alarm.run(options.pacing) { mailbox.yield(.timeCame) }
        }
        group.addTask { [requests, mailbox] in await requests.watchInterrupts(mailbox) }
        mailbox.yield(.timeCame)
    }

    private func perform(_ action: WorkerAction, _ group: inout DiscardingTaskGroup) {
        switch action {
        case .claim:
            let isOver = OneShot<Void>()
            claimIsOver = isOver
            add(&group) { [requests] in await requests.claim(until: isOver) }
        case .callOffClaim: claimIsOver.set(())
        case .handle(let claim): handle(claim, &group)
        case .ask(let claim, let reason): handlers[claim]?.stop.set(reason)
        case .cancelHandler(let claim): handlers[claim]?.isOver.set(())
        case .report(let claim, let report): self.report(report, of: claim, &group)
        case .cancelReports: reportsAreOver.set(())
        case .beat(let claims):
            let patience = state.beatPatience
            add(&group) { [requests] in await requests.beat(claims, patience: patience) }
        case .check(let claim):
            guard let task = state.holdings[claim]?.task else { return }
            add(&group) { [requests] in await requests.check(task, claim) }
        case .tell(let event):
            if case .ended(let task, _) = event, let claim = task.claim { handlers[claim] = nil }
            options.report(event)
        case .end: break
        }
    }

    private func handle(_ claim: String, _ group: inout DiscardingTaskGroup) {
        guard let task = state.holdings[claim]?.task else { return }
        let running = RunningHandler()
        handlers[claim] = running
        let held = HeldTask(
            task: task, claim: claim, agent: requests.agent, workshop: workshop,
            requests: requests, stop: running.stop, mailbox: mailbox)
        add(&group) { [handler] in
            await cancelled(by: running.isOver) {
                do {
                    return .handlerReturned(claim: claim, try await handler(held))
                } catch {
                    return .handlerFailed(claim: claim, TaskFailure(error, held.stopReason))
                }
            }
        }
    }

    private func report(
        _ report: WorkerReport, of claim: String, _ group: inout DiscardingTaskGroup
    ) {
        guard let task = state.holdings[claim]?.task else { return }
        add(&group) { [requests, reportsAreOver] in
            await cancelled(by: reportsAreOver) {
                .reported(claim: claim, await requests.report(report, of: task, claim))
            }
        }
    }

    private func add(
        _ group: inout DiscardingTaskGroup, _ work: @escaping @Sendable () async -> WorkerInput
    ) {
        group.addTask { [mailbox] in mailbox.yield(await work()) }
    }
}
