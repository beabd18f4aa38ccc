/// Requests on many connections with one in flight on each, all on the calling thread.
///
/// 1. A request's time runs from the moment it was due: on a schedule from that, else from when it
///    was sent.
/// 2. What is on the schedule while it is counted, and was sent, is waited for and counted.
package final class RequestLoad: RequestOwner {
    private let plan: LoadPlan
    private let queue: EventQueue
    private let work: any RequestWork
    private var connections: [RequestConnection] = []
    private var idle: IdleConnections
    private var schedule: DueTimes?
    private var sent = 0
    private var inFlight = 0
    /// How many may be sent in all.
    private var most = Int.max
    private var isCounting = false
    private var figures = LoadFigures()
    private var began = Moment.now
    private var lastCounted = Moment.now

    /// Seconds that answers are waited for at the end.
    private static let patience = 30.0

    /// Connects.
    package init(
        connections count: Int, to address: ServerAddress, on queue: EventQueue, plan: LoadPlan,
        work: any RequestWork
    ) throws(BenchmarkError) {
        self.plan = plan
        self.queue = queue
        self.work = work
        idle = IdleConnections(count)
        for number in 0..<count {
            let connection = try RequestConnection(number, to: address, owner: self)
            try queue.watch(connection)
            connections.append(connection)
        }
    }

    /// Carries out the plan.
    ///
    /// - Parameter meter: of the server, where its process is known.
    /// - Returns: what was measured, also where something broke it off.
    package func run(_ meter: ProcessMeter? = nil) throws(BenchmarkError) -> LoadFigures {
        schedule = plan.rate.map { DueTimes(plan, rate: $0, begin: .now) }
        if let schedule { most = schedule.total }
        do throws(BenchmarkError) {
            if plan.warmUp > 0 { try serve(until: .now + plan.warmUp) }
        } catch {
            figures.breakOff = error
            return figures
        }
        let usage = try UsageMeter(meter)
        beginCounting()
        do throws(BenchmarkError) {
            try serve(until: end)
            figures.usage = try usage.read()
            if schedule == nil, case .after = plan.end {
                // What comes later does not belong to the time that was asked for.
                isCounting = false
                work.endedCounting()
            }
            most = sent
            try drain()
        } catch {
            figures.breakOff = error
            if figures.usage.seconds == 0 { figures.usage = (try? usage.read()) ?? .none }
        }
        settle()
        return figures
    }

    private var end: Moment {
        if case .after(let seconds) = plan.end { return began + seconds }
        return .distantFuture
    }

    private func beginCounting() {
        began = .now
        isCounting = true
        var first = sent
        if let schedule {
            // By the schedule, not by when this thread has come round to it.
            began = schedule[schedule.warmUp]
            first = schedule.warmUp
        } else if case .afterRequests(let count) = plan.end {
            most = sent + count
        }
        lastCounted = began
        work.beganCounting(from: first)
    }

    /// Serves the connections and sends what becomes due, until a moment or the end of the work.
    private func serve(until end: Moment) throws(BenchmarkError) {
        repeat {
            try sendWhatIsDue()
            if let next = nextDue, next > .now {
                try queue.run(until: min(next, end), while: { !isFinished })
            } else {
                // Behind the schedule, until an answer makes room for the next. Without one, and
                // when all is sent, until the end.
                try queue.run(
                    until: end, while: { !isFinished && (nextDue == nil || idle.isEmpty) })
            }
        } while !isFinished && .now < end
    }

    private var isFinished: Bool { sent >= most && inFlight == 0 }

    /// `nil` when none is on the schedule any more.
    private var nextDue: Moment? {
        guard let schedule, sent < most else { return nil }
        return schedule[sent]
    }

    private func sendWhatIsDue() throws(BenchmarkError) {
        while sent < most, !idle.isEmpty {
            let now = Moment.now
            let due = nextDue ?? now
            guard due <= now, let number = idle.next() else { return }
            guard let request = work.request(sent, on: number, due: due) else {
                idle.append(number)
                most = sent
                return
            }
            let isCounted = schedule.map { sent >= $0.warmUp } ?? isCounting
            let pending = RequestConnection.Pending(index: sent, due: due, isCounted: isCounted)
            sent += 1
            inFlight += 1
            try connections[number].send(request, pending)
        }
    }

    func answered(
        _ pending: RequestConnection.Pending, on number: Int, status: Int, body: [UInt8]
    ) throws(BenchmarkError) {
        inFlight -= 1
        idle.append(number)
        if 200..<300 ~= status {
            let counts = try work.answered(
                pending.index, on: number, status: status, body: body)
            if counts, pending.isCounted, isCounting {
                lastCounted = .now
                figures.latencies.record(lastCounted - pending.due)
            }
        } else {
            figures.errors += 1
            if figures.firstRefusal == nil {
                figures.firstRefusal = RefusedRequest(status: status, body: body)
            }
        }
        try sendWhatIsDue()
    }

    /// Waits for the answers to what was sent.
    private func drain() throws(BenchmarkError) {
        try queue.run(until: .now + RequestLoad.patience, while: { inFlight > 0 })
        if inFlight > 0 {
            throw .unreachable("\(inFlight) requests got no answer within 30 s")
        }
    }

    /// Over what time the count was reached.
    private func settle() {
        if let schedule, schedule.total < .max {
            figures.due = schedule.total - schedule.warmUp
            figures.unsent = schedule.total - max(sent, schedule.warmUp)
        }
        let counted = lastCounted.seconds(since: began)
        switch plan.end {
        case .after: figures.usage.seconds = max(figures.usage.seconds, counted)
        case .afterRequests, .withWork: figures.usage.seconds = counted
        }
    }
}
