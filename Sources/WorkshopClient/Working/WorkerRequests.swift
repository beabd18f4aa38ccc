import WorkshopModel

/// What a worker asks of the server, again and again until there is an answer.
struct WorkerRequests: Sendable {
    /// Repeats nothing by itself.
    let workshop: RemoteWorkshop
    let agent: AgentName
    let options: WorkerOptions
    let watch: ConnectionWatch

    /// Seconds that one request for a task may wait: below what proxies bear.
    private static let wait = Duration.seconds(50)
    /// Once a claim is called off, how long its answer may take if there is one.
    private static let recoveryPatience = Duration.milliseconds(500)

    /// Waits for the next task.
    ///
    /// - Parameter isOver: calls it off. A task that was claimed and not heard of by then is
    ///   asked for once more.
    func claim(until isOver: OneShot<Void>) async -> WorkerInput {
        let start = options.pacing.now()
        while true {
            let left = options.idleLimit.map { $0 - (options.pacing.now() - start) }
            let request = NextTaskRequest(
                from: agent, channel: options.channel,
                wait: min(max(left ?? WorkerRequests.wait, .zero), WorkerRequests.wait),
                lease: options.lease)
            let key = IdempotencyKey.fresh()
            switch await cancelled(by: isOver, { await ask(request, key) }) {
            case .task(let task, let isDoubtful): return .claimed(task, isDoubtful: isDoubtful)
            case .failed(let error): return .claimEnded(error)
            case .nothing: if let left, left <= WorkerRequests.wait { return .nothingCame }
            case .calledOff:
                let task = await recover(request, key)
                return task.map { .claimed($0, isDoubtful: true) } ?? .claimEnded(nil)
            }
        }
    }

    private enum ClaimAnswer: Sendable {
        case task(TaskRecord, isDoubtful: Bool)
        case nothing
        case failed(ClientError)
        /// An answer may be on its way.
        case calledOff
    }

    /// One request until its answer.
    private func ask(_ request: NextTaskRequest, _ key: IdempotencyKey) async -> ClaimAnswer {
        var backoff = WorkerRequests.backoff
        var isDoubtful = false
        while true {
            do throws(ClientError) {
                let task = try await workshop.claimNext(request, key: key)
                watch.succeeded()
                guard let task else { return .nothing }
                guard task.claim != nil else {
                    return .failed(.protocolViolation("a task came without its claim"))
                }
                return .task(task, isDoubtful: isDoubtful)
            } catch {
                if error == .cancelled { return .calledOff }
                guard error.isTransient, watch.hasConnected || options.firstConnection == .retried
                else { return .failed(error) }
                isDoubtful = true
                watch.failed(error)
                guard await rest(&backoff) else { return .calledOff }
            }
        }
    }

    /// The key brings a task that was claimed already; one that comes now is taken too.
    private func recover(_ request: NextTaskRequest, _ key: IdempotencyKey) async -> TaskRecord? {
        await withTaskGroup(of: TaskRecord?.self) { group in
            group.addTask {
                // Whatever else comes of it, the lease is there for.
                let task = try? await workshop.claimNext(request, key: key)
                return task?.claim == nil ? nil : task
            }
            group.addTask {
                // Cut short once there is an answer.
                try? await options.pacing.sleep(WorkerRequests.recoveryPatience)
                return nil
            }
            var task: TaskRecord?
            for await answer in group {
                task = task ?? answer
                group.cancelAll()
            }
            return task
        }
    }

    /// Says that the agent is here.
    func beat(_ claims: [String], patience: Duration) async -> WorkerInput {
        let begun = options.pacing.now()
        let beat = PresenceBeat(
            from: agent, channels: options.channel.map { [$0] } ?? [], meta: options.meta,
            claims: claims)
        do throws(ClientError) {
            let limit = min(patience, workshop.configuration.answerTimeout)
            let notices = try await workshop.beat(beat, patience: limit)
            watch.succeeded()
            return .beaten(claims: claims, begun: begun, notices)
        } catch {
            if error.isTransient { watch.failed(error) }
            return .beatFailed
        }
    }

    /// Whether the claim holds the task.
    func check(_ task: TaskRecord, _ claim: String) async -> WorkerInput {
        do throws(ClientError) {
            return .checked(claim: claim, isHeld: try await isHeld(task, claim))
        } catch {
            // Nothing that says otherwise.
            return .checked(claim: claim, isHeld: true)
        }
    }

    func isHeld(_ task: TaskRecord, _ claim: String) async throws(ClientError) -> Bool {
        do throws(ClientError) {
            let record = try await persist { () throws(ClientError) in
                try await workshop.task(task.id)
            }
            return record.status == .claimed && record.claim == claim
        } catch {
            guard case .refused(let refusal) = error, refusal.code == .notFound else {
                throw error
            }
            return false
        }
    }

    /// Tries until there is an answer, or an error that another attempt would not mend.
    func persist<Value>(
        _ attempt: () async throws(ClientError) -> Value
    ) async throws(ClientError) -> Value {
        var backoff = WorkerRequests.backoff
        while true {
            do throws(ClientError) {
                let value = try await attempt()
                watch.succeeded()
                return value
            } catch {
                guard error.isTransient else { throw error }
                watch.failed(error)
                guard await rest(&backoff) else { throw .cancelled }
            }
        }
    }

    private static let backoff = ReconnectBackoff(
        initial: .milliseconds(100), maximum: .seconds(5))

    /// - Returns: no when cancelled.
    private func rest(_ backoff: inout ReconnectBackoff) async -> Bool {
        let wait = backoff.wait(
            after: .neverConnected, randomness: options.pacing.randomness())
        do {
            try await options.pacing.sleep(wait)
            return true
        } catch {
            return false
        }
    }
}
