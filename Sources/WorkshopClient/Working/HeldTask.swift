public import WorkshopModel

/// A task that a worker holds, as the handler that does it sees it.
///
/// The worker renews the lease; the handler does the task, tells how it is coming along, and
/// stops when it is asked to: its Swift task is cancelled then, and ``stopReason`` tells why.
public struct HeldTask: Sendable {
    /// As it was claimed.
    public let task: TaskRecord
    /// The fencing token: what carries it fails once the task is not held any more.
    public let claim: String
    /// Who holds it.
    public let agent: AgentName
    /// For whatever else there is to publish, upload or look at.
    public let workshop: RemoteWorkshop
    let requests: WorkerRequests
    let stop: OneShot<StopReason>
    let mailbox: AsyncStream<WorkerInput>.Continuation

    /// Why the handler is to stop; `nil` while it is not.
    public var stopReason: StopReason? { stop.value }

    /// Waits until the handler is to stop.
    ///
    /// - Returns: `nil` when the Swift task that waits is cancelled without that.
    public func stopRequest() async -> StopReason? {
        let reason = await stop.wait()
        return reason ?? stop.value
    }

    /// `POST /tasks/{id}/update`, with the claim: tells how it is coming along, in a
    /// `task.updated` message.
    ///
    /// - Parameter note: an object.
    /// - Returns: whether somebody wants the task to be stopped; the worker knows by then.
    /// - Throws: `.refused` with 409 when the claim is lost; the worker knows that too.
    @discardableResult
    public func update(_ note: JSONText) async throws(ClientError) -> Bool {
        do throws(ClientError) {
            let receipt = try await workshop.perform(
                TaskRequest(
                    id: task.id, action: .update(note: note), from: agent, claim: claim))
            guard receipt.outcome == .updated(interrupted: true) else { return false }
            mailbox.yield(.updateTold(claim: claim, isLost: false))
            return true
        } catch {
            if case .refused(let refusal) = error, refusal.isOfClaim {
                mailbox.yield(.updateTold(claim: claim, isLost: true))
            }
            throw error
        }
    }

    /// Tries again and again until the server answers, for what may be done twice: uploads, and
    /// requests with a key that was made before.
    ///
    /// - Throws: what another attempt would not mend; `.cancelled` with the handler.
    public func persistently<Value: Sendable>(
        _ attempt: () async throws(ClientError) -> Value
    ) async throws(ClientError) -> Value {
        try await requests.persist(attempt)
    }
}
