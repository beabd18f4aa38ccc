import WorkshopModel

extension WorkerRequests {
    /// Follows the interrupts until the task is cancelled.
    ///
    /// Heartbeats tell of them too, only later; so an end of the stream is no end of the worker.
    func watchInterrupts(_ mailbox: AsyncStream<WorkerInput>.Continuation) async {
        let filter = MessageFilter(
            channels: options.channel.map { [$0] } ?? [],
            typePrefix: TypePrefix(MessageType.taskInterrupt.text))
        let follow = workshop.follow(
            StreamQuery(filter: filter),
            FollowOptions(
                firstConnection: .retried,
                backoff: ReconnectBackoff(initial: .milliseconds(200), maximum: .seconds(5)),
                pacing: options.pacing))
        do throws(ClientError) {
            for try await event in follow {
                switch event {
                case .connected: mailbox.yield(.streamBegan)
                case .message(let line, let id):
                    if let input = WorkerRequests.interrupt(line, id) { mailbox.yield(input) }
                case .cursor, .gap, .disconnected: break
                }
            }
        } catch {
            // Cancelled, or refused, which claiming will be too.
        }
    }

    private static func interrupt(_ line: [UInt8], _ id: ULID) -> WorkerInput? {
        // A message that is none is another's fault, and asks nobody to stop.
        guard let message = try? Envelope(parsing: line),
            message.type == MessageType.taskInterrupt.text,
            let task = message.body["task-id"]?.string
        else { return nil }
        let interrupt = TaskInterrupt(
            from: AgentName(unchecked: message.from), reason: message.body["reason"]?.string,
            timestamp: message.timestamp)
        return .interrupted(task: task, interrupt, message: id)
    }
}
