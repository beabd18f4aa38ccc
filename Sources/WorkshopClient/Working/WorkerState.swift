import WorkshopModel

/// All that a worker decides: when to claim, what to start, whom to ask to stop, what to tell
/// the server, when to end.
///
/// 1. A task is reported at most once, and never after its claim is known to be lost.
/// 2. A handler that runs has a holding; the worker ends when there is none and nothing is being
///    claimed.
/// 3. At most one claim is asked for at a time, so that no more is held than there is place for.
struct WorkerState: Sendable {
    /// Tasks that may be set aside at once: they are held, and others might do them.
    static let mostAside = 16
    /// After an interrupt, time in which whoever wanted the task can take it.
    static let pauseAfterInterrupt = Duration.seconds(1)
    /// Once the worker stops and no handler runs any more, time to tell the server.
    static let reportPatience = Duration.seconds(5)
    /// Interrupts of tasks that are not held (yet) to be remembered.
    static let mostMissed = 64

    private let options: WorkerOptions
    private let lease: Duration
    private(set) var holdings: [String: Holding] = [:]
    private var heartbeat: Heartbeat
    private var failed = FailedTasks()
    private var missed: [(task: String, interrupt: TaskInterrupt, message: ULID)] = []
    private var mayClaim = true
    private var isClaiming = false
    private var isCallingOff = false
    private var claimedCount = 0
    private var claimsFrom: Duration
    /// When handlers that still run are asked to stop, once the worker is.
    private var askAt: Duration?
    private var reportsUntil: Duration?
    private(set) var hasEnded = false
    /// Why the worker ended without being asked to.
    private(set) var failure: ClientError?

    init(_ options: WorkerOptions, now: Duration) {
        self.options = options
        lease = .seconds(options.lease)
        heartbeat = Heartbeat(lease: lease, now: now)
        claimsFrom = now
    }

    /// Takes what happened in, and says what is to be done, in order.
    ///
    /// - Parameter randomness: from 0 to 1.
    mutating func take(
        _ input: WorkerInput, now: Duration, randomness: Double
    ) -> [WorkerAction] {
        var actions: [WorkerAction] = []
        react(to: input, now, randomness, &actions)
        settle(now, &actions)
        return actions
    }

    /// The next moment at which something is to be decided.
    var deadline: Duration? {
        guard !hasEnded else { return nil }
        var moments: [Duration?] = [heartbeat.isUnderWay ? nil : heartbeat.due, reportsUntil]
        if wantsClaim { moments.append(claimsFrom) }
        for holding in holdings.values {
            switch holding.stage {
            case .aside(let until): if hasPlace { moments.append(until) }
            case .handled(let handling):
                if !handling.isCancelled { moments.append(handling.cancelAt) }
                if handling.reason == nil { moments.append(askAt) }
            case .reported: break
            }
        }
        return moments.compactMap(\.self).min()
    }

    /// How long a heartbeat may take.
    var beatPatience: Duration { heartbeat.patience }

    private var claims: [String] { holdings.keys.sorted() }
    private var busy: Int { holdings.values.count(where: \.isBusy) }
    private var hasPlace: Bool { busy < options.jobs }

    /// Whether another task is wanted, the time aside.
    private var wantsClaim: Bool {
        mayClaim && !isClaiming && hasPlace && holdings.count - busy < WorkerState.mostAside
            && claimedCount < options.limit ?? .max
    }
}

// MARK: What happens

extension WorkerState {
    private mutating func react(
        to input: WorkerInput, _ now: Duration, _ randomness: Double,
        _ actions: inout [WorkerAction]
    ) {
        switch input {
        case .claimed(let task, let isDoubtful): hold(task, isDoubtful, now, &actions)
        case .nothingCame:
            isClaiming = false
            mayClaim = false
        case .claimEnded(let error):
            isClaiming = false
            guard let error else { return }
            failure = failure ?? error
            mayClaim = false
        case .handlerReturned(let claim, let result):
            handlerEnded(claim, .success(result), now, &actions)
        case .handlerFailed(let claim, let failure):
            handlerEnded(claim, .failure(failure), now, &actions)
        case .reported(let claim, let ending):
            if ending == .done, let task = holdings[claim]?.task { failed.forget(task.id) }
            end(claim, ending, &actions)
        case .beaten(let claims, let begun, let notices):
            heartbeat.succeed(begun: begun)
            for claim in claims { renewed(claim, begun: begun, now, &actions) }
            for notice in notices { interrupt(notice.taskID, notice.interrupt, now, &actions) }
        case .beatFailed: heartbeat.fail(now: now, randomness: randomness)
        case .checked(let claim, let isHeld): if !isHeld { lose(claim, now, &actions) }
        case .interrupted(let task, let interrupt, let message):
            interrupted(task, interrupt, message, now, &actions)
        case .streamBegan: if !holdings.isEmpty { heartbeat.hasten(to: now) }
        case .updateTold(let claim, let isLost):
            // Who interrupted, and why, the next heartbeat tells.
            if isLost { lose(claim, now, &actions) } else { heartbeat.hasten(to: now) }
        case .connectionChanged(let error):
            actions.append(.tell(error.map { .disconnected($0) } ?? .connected))
        case .stopRequested(let grace):
            mayClaim = false
            askAt = min(askAt ?? now + grace, now + grace)
        case .timeCame: break
        }
    }

    private mutating func hold(
        _ task: TaskRecord, _ isDoubtful: Bool, _ now: Duration, _ actions: inout [WorkerAction]
    ) {
        isClaiming = false
        claimedCount += 1
        guard let claim = task.claim else { preconditionFailure("a claimed task has its claim") }
        let readyTime = failed.readyTime(of: task.id, now: now) ?? now
        holdings[claim] = Holding(task: task, renewedAt: now, stage: .aside(until: readyTime))
        actions.append(.tell(.claimed(task)))
        heartbeat.hasten(to: isDoubtful ? now : now + heartbeat.period)
        if isDoubtful { actions.append(.check(claim: claim)) }
        for (id, interrupt, message) in missed where id == task.id && message.text > claim {
            self.interrupt(id, interrupt, now, &actions)
        }
        missed.removeAll { $0.task == task.id }
    }

    private mutating func handlerEnded(
        _ claim: String, _ outcome: Result<TaskResult, TaskFailure>, _ now: Duration,
        _ actions: inout [WorkerAction]
    ) {
        guard let holding = holdings[claim], case .handled(let handling) = holding.stage else {
            return
        }
        if handling.isLost { return end(claim, .lost, &actions) }
        let report: WorkerReport =
            switch (outcome, handling.reason) {
            case (.success(let result), _): .done(result)
            case (.failure(let failure), .interrupted(let interrupt)):
                .failure(failure, .interrupted(interrupt))
            case (.failure, .workerStops): .giveBack(.givenBack)
            case (.failure(let failure), .claimLost), (.failure(let failure), nil):
                .failure(failure, .failed(failure))
            }
        if case .failure(_, let ending) = report { noteFailure(holding.task.id, ending, now) }
        holdings[claim]?.stage = .reported
        actions.append(.report(claim: claim, report))
    }

    private mutating func noteFailure(_ task: String, _ ending: TaskEnding, _ now: Duration) {
        let isInterrupted = if case .interrupted = ending { true } else { false }
        failed.note(task, isInterrupted: isInterrupted, now: now)
        if isInterrupted {
            claimsFrom = max(claimsFrom, now + WorkerState.pauseAfterInterrupt)
        }
    }

    private mutating func end(
        _ claim: String, _ ending: TaskEnding, _ actions: inout [WorkerAction]
    ) {
        guard let holding = holdings.removeValue(forKey: claim) else { return }
        actions.append(.tell(.ended(holding.task, ending)))
    }

    private mutating func renewed(
        _ claim: String, begun: Duration, _ now: Duration, _ actions: inout [WorkerAction]
    ) {
        guard let holding = holdings[claim] else { return }
        // The answer came after the lease may have been over, and does not say whether it was.
        if now - holding.renewedAt >= lease { actions.append(.check(claim: claim)) }
        holdings[claim]?.renewedAt = max(holding.renewedAt, begun)
    }

    private mutating func interrupted(
        _ task: String, _ interrupt: TaskInterrupt, _ message: ULID, _ now: Duration,
        _ actions: inout [WorkerAction]
    ) {
        guard let claim = claim(of: task) else {
            // The answer to a claim may be on its way.
            missed.append((task, interrupt, message))
            if missed.count > WorkerState.mostMissed { missed.removeFirst() }
            return
        }
        // An interrupt of an earlier hold is none of this one.
        if message.text > claim { self.interrupt(task, interrupt, now, &actions) }
    }

    private mutating func interrupt(
        _ task: String, _ interrupt: TaskInterrupt, _ now: Duration,
        _ actions: inout [WorkerAction]
    ) {
        guard let claim = claim(of: task), let holding = holdings[claim] else { return }
        switch holding.stage {
        case .aside:
            noteFailure(task, .interrupted(interrupt), now)
            holdings[claim]?.stage = .reported
            actions.append(.report(claim: claim, .giveBack(.interrupted(interrupt))))
        case .handled(let handling):
            ask(claim, handling, .interrupted(interrupt), now, &actions)
        case .reported: break
        }
    }

    private mutating func lose(
        _ claim: String, _ now: Duration, _ actions: inout [WorkerAction]
    ) {
        guard let holding = holdings[claim] else { return }
        switch holding.stage {
        case .aside: end(claim, .lost, &actions)
        case .handled(var handling):
            handling.isLost = true
            holdings[claim]?.stage = .handled(handling)
            ask(claim, handling, .claimLost, now, &actions)
        // The answer to the report tells the same.
        case .reported: break
        }
    }

    /// Gives the handler a reason to stop, if it has none yet.
    private mutating func ask(
        _ claim: String, _ handling: Holding.Handling, _ reason: StopReason, _ now: Duration,
        _ actions: inout [WorkerAction]
    ) {
        guard handling.reason == nil else { return }
        var handling = handling
        handling.reason = reason
        handling.cancelAt = options.cancellationDelay.map { now + $0 }
        holdings[claim]?.stage = .handled(handling)
        actions.append(.ask(claim: claim, reason))
    }

    private func claim(of task: String) -> String? {
        holdings.first { $0.value.task.id == task }?.key
    }
}

// MARK: What follows

extension WorkerState {
    /// Does what is due, whatever made it so.
    private mutating func settle(_ now: Duration, _ actions: inout [WorkerAction]) {
        guard !hasEnded else { return }
        let isStopping = askAt != nil
        for claim in claims {
            guard let holding = holdings[claim] else { continue }
            switch holding.stage {
            case .aside where isStopping:
                holdings[claim]?.stage = .reported
                actions.append(.report(claim: claim, .giveBack(.givenBack)))
            case .aside(let until): start(claim, until, now, &actions)
            case .handled(let handling): settle(claim, handling, now, &actions)
            case .reported: break
            }
        }
        settleClaim(isStopping, now, &actions)
        settleReports(isStopping, now, &actions)
        if holdings.isEmpty, !isClaiming, !wantsClaim {
            hasEnded = true
            actions.append(.end)
        } else if !heartbeat.isUnderWay, now >= heartbeat.due {
            heartbeat.begin()
            actions.append(.beat(claims: claims))
        }
    }

    private mutating func start(
        _ claim: String, _ time: Duration, _ now: Duration, _ actions: inout [WorkerAction]
    ) {
        guard time <= now, hasPlace else { return }
        holdings[claim]?.stage = .handled(Holding.Handling())
        actions.append(.handle(claim: claim))
    }

    private mutating func settle(
        _ claim: String, _ handling: Holding.Handling, _ now: Duration,
        _ actions: inout [WorkerAction]
    ) {
        if let askAt, askAt <= now { ask(claim, handling, .workerStops, now, &actions) }
        guard case .handled(var handling) = holdings[claim]?.stage,
            let cancelAt = handling.cancelAt, cancelAt <= now, !handling.isCancelled
        else { return }
        handling.isCancelled = true
        holdings[claim]?.stage = .handled(handling)
        actions.append(.cancelHandler(claim: claim))
    }

    private mutating func settleClaim(
        _ isStopping: Bool, _ now: Duration, _ actions: inout [WorkerAction]
    ) {
        if isStopping, isClaiming, !isCallingOff {
            isCallingOff = true
            actions.append(.callOffClaim)
        } else if wantsClaim, now >= claimsFrom {
            isClaiming = true
            actions.append(.claim)
        }
    }

    /// A worker that stops does not wait for its server for ever.
    private mutating func settleReports(
        _ isStopping: Bool, _ now: Duration, _ actions: inout [WorkerAction]
    ) {
        let isTelling = !holdings.isEmpty && holdings.values.allSatisfy { $0.stage == .reported }
        guard isStopping, isTelling else { return reportsUntil = nil }
        guard let until = reportsUntil else {
            return reportsUntil = now + WorkerState.reportPatience
        }
        guard until <= now else { return }
        reportsUntil = nil
        actions.append(.cancelReports)
    }
}
