import WorkshopModel

extension WorkerRequests {
    /// Tells the server what came of a task, always with the claim that holds it.
    ///
    /// - Returns: how the hold ended; `.untold` when it was cancelled.
    func report(
        _ report: WorkerReport, of task: TaskRecord, _ claim: String
    ) async -> TaskEnding {
        do throws(ClientError) {
            switch report {
            case .done(let result): return try await finish(task, claim, result)
            case .failure(let failure, let ending):
                return try await announce(failure, of: task, claim, then: ending)
            case .giveBack(let ending): return try await giveBack(task, claim, ending)
            }
        } catch {
            return .untold
        }
    }

    private func finish(
        _ task: TaskRecord, _ claim: String, _ result: TaskResult
    ) async throws(ClientError) -> TaskEnding {
        do throws(ClientError) {
            try await perform(.done(result: result.json, files: result.files), on: task, claim)
            return .done
        } catch {
            guard case .refused(let refusal) = error else { throw error }
            if refusal.isOfClaim { return try await isDone(task, claim) ? .done : .lost }
            let failure = TaskFailure("the server refused the result: \(refusal.message)")
            return try await announce(failure, of: task, claim, then: .failed(failure))
        }
    }

    /// Whether the handler has finished the task by itself, through the claim it was given.
    private func isDone(_ task: TaskRecord, _ claim: String) async throws(ClientError) -> Bool {
        do throws(ClientError) {
            let record = try await persist { () throws(ClientError) in
                try await workshop.task(task.id)
            }
            return record.status == .done && record.claim == claim
        } catch {
            guard case .refused = error else { throw error }
            return false
        }
    }

    private func announce(
        _ failure: TaskFailure, of task: TaskRecord, _ claim: String, then ending: TaskEnding
    ) async throws(ClientError) -> TaskEnding {
        // A message carries no claim that the server could look at.
        guard try await isHeld(task, claim) else { return .lost }
        let isInterrupted = if case .interrupted = ending { true } else { false }
        let draft = MessageDraft(
            channel: task.channel, from: agent, type: .taskError,
            body: failure.announcement(for: task, isInterrupted: isInterrupted))
        let key = IdempotencyKey.fresh()
        do throws(ClientError) {
            _ = try await persist { () throws(ClientError) in
                try await workshop.publish(draft, key: key)
            }
        } catch {
            // What cannot be said is no reason to keep the task.
            guard case .refused = error else { throw error }
        }
        return try await giveBack(task, claim, ending)
    }

    private func giveBack(
        _ task: TaskRecord, _ claim: String, _ ending: TaskEnding
    ) async throws(ClientError) -> TaskEnding {
        do throws(ClientError) {
            try await perform(.abandon, on: task, claim)
            return ending
        } catch {
            guard case .refused = error else { throw error }
            return .lost
        }
    }

    private func perform(
        _ action: TaskRequest.Action, on task: TaskRecord, _ claim: String
    ) async throws(ClientError) {
        let request = TaskRequest(id: task.id, action: action, from: agent, claim: claim)
        let key = IdempotencyKey.fresh()
        _ = try await persist { () throws(ClientError) in
            try await workshop.perform(request, key: key)
        }
    }
}

extension Refusal {
    /// Whether it says that the claim does not hold the task.
    var isOfClaim: Bool {
        switch code {
        case .forbidden, .notFound, .conflict: true
        case nil, .malformed, .methodNotAllowed, .requestTimeout, .tooLarge, .requestLineTooLong,
            .rangeNotSatisfiable, .misdirected, .headersTooLarge, .internalError, .unavailable,
            .insufficientStorage:
            false
        }
    }
}
