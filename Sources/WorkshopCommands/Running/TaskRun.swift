import Synchronization
import WorkshopClient
import WorkshopModel

/// One `workshop task run`, from looking for its command to its exit status.
struct TaskRun: Sendable {
    /// What happened, as far as the end depends on it.
    private final class Outcome: Sendable {
        struct State {
            /// Of the last command.
            var exit: ChildExit?
            /// Of the last task.
            var ending: (task: TaskRecord, how: TaskEnding)?
            /// That asked the worker to end.
            var signal: Int32?
            /// Tasks that a command is at.
            var running: Set<String> = []
        }

        let state = Mutex(State())
    }

    private let invocation: Invocation
    private let options: TaskRunOptions
    private let executable: String
    private let outcome = Outcome()
    private let outputIsGone = OneShot<Void>()
    private let printer: LinePrinter
    private let hurry = OneShot<Void>()

    /// At the end, time for a reader who has stopped to read.
    private static let drainPatience = Duration.seconds(2)

    /// - Throws: `.cannotRun` when there is no such command: nothing is claimed then.
    init(_ invocation: Invocation) throws {
        self.invocation = invocation
        options = try TaskRunOptions(invocation.parsed)
        executable = try ExecutableSearch.find(
            options.words[0], in: invocation.surroundings.environment["PATH"])
        printer = LinePrinter { [outputIsGone] in outputIsGone.set(()) }
    }

    func run() async throws {
        let worker = try makeWorker()
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { await heedSignals(worker) }
            group.addTask {
                if await outputIsGone.wait() != nil { worker.stop(within: .zero) }
            }
            defer { group.cancelAll() }
            try await worker.run()
        }
        await drain()
        try end()
    }

    private func drain() async {
        await withTaskGroup(of: Void.self) { group in
            group.addTask { _ = await printer.room(for: 1).wait() }
            // Cut short once all is written.
            group.addTask { try? await Task.sleep(for: TaskRun.drainPatience) }
            await group.next()
            group.cancelAll()
        }
    }

    private func makeWorker() throws -> Worker {
        let runner = TaskRunner(
            options: options, executable: executable, surroundings: invocation.surroundings,
            printer: printer, hurry: hurry,
            report: { exit in outcome.state.withLock { $0.exit = exit } })
        return Worker(
            at: try invocation.workshop(), as: try invocation.agent(),
            WorkerOptions(
                channel: options.channel, jobs: options.jobs, lease: options.lease,
                limit: options.isOnce ? 1 : nil, idleLimit: options.wait, cancellationDelay: nil,
                report: { take($0) }),
            handler: { try await runner.run($0) })
    }

    /// The first one lets commands finish within the grace, the second one kills them.
    private func heedSignals(_ worker: Worker) async {
        for await number in invocation.surroundings.signals(2) {
            let (isFirst, running) = outcome.state.withLock { state in
                defer { state.signal = number }
                return (state.signal == nil, state.running.count)
            }
            if !isFirst {
                hurry.set(())
            } else if running > 0 {
                let what = running == 1 ? "the command" : "\(running) commands"
                remark(
                    "stopping: \(what) may finish within \(DurationText.of(options.grace)); "
                        + "a second signal ends \(running == 1 ? "it" : "them") at once")
            }
            worker.stop(within: isFirst ? options.grace : .zero)
        }
    }

    private func take(_ event: WorkerEvent) {
        switch event {
        case .claimed(let task):
            outcome.state.withLock { _ = $0.running.insert(task.id) }
            if case .text = invocation.form { remark("claimed task \(task.id): \(task.title)") }
        case .ended(let task, let ending):
            outcome.state.withLock { state in
                state.ending = (task, ending)
                state.running.remove(task.id)
            }
            if case .failed(let failure) = ending {
                remark("task \(task.id): \(failure.message)")
            }
            show(TaskRunRecord(task: task, ending: ending))
        case .disconnected(let error): remark("\(error.message); trying again")
        case .connected: remark("connected again")
        }
    }

    private func show(_ record: TaskRunRecord) {
        printer.add { [invocation] in try invocation.show(record.json) { record.text($0) } }
    }

    private func remark(_ text: String) {
        printer.add { [invocation] in invocation.remark(text) }
    }

    /// - Throws: what the end is to be, where it is not a plain one.
    private func end() throws {
        let (exit, ending, signal) = outcome.state.withLock { ($0.exit, $0.ending, $0.signal) }
        if let failure = printer.failure { throw failure }
        if let signal { throw PassedOn(ending: .signal(signal)) }
        guard options.isOnce else { return }
        guard let (task, how) = ending else {
            if let wait = options.wait, wait > .zero { throw CommandFailure.timedOut(wait) }
            throw CommandFailure.nothingToClaim(options.channel)
        }
        switch how {
        case .done: return
        case .failed:
            let status = exit?.shellStatus ?? 0
            // What made a task of a command that did well fail was said.
            throw PassedOn(ending: status == 0 ? .status(.failed) : .passedOn(status))
        case .interrupted(let interrupt):
            throw CommandFailure.interrupted(task: task.id, interrupt)
        case .lost, .givenBack: throw CommandFailure.claimLost(task: task.id)
        case .untold: throw CommandFailure.untold(task: task.id)
        }
    }
}
