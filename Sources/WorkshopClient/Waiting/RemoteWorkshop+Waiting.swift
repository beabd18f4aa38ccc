public import WorkshopModel

extension RemoteWorkshop {
    /// Waits until a task is done, over lost connections and restarts of the server, without
    /// polling. A task that is abandoned is waited on.
    ///
    /// - Parameters:
    ///   - options: by its first connection, whether a server that is not there to begin with is
    ///     an error.
    ///   - notice: told what happens to the connection meanwhile.
    /// - Throws: `.refused` with 404 for a task that is not there, now or after a restart.
    public func finishedTask(
        _ id: String, _ options: FollowOptions = .init(),
        notice: @Sendable (FollowEvent) -> Void = { _ in }
    ) async throws(ClientError) -> TaskRecord {
        let isRequired = options.firstConnection == .required
        let task = try await look(at: id, retries: !isRequired, options, notice)
        if task.status == .done { return task }
        var options = options
        options.firstConnection = .retried
        let type = TypePrefix(MessageType.taskDone.text)
        let filter = MessageFilter(channels: [task.channel], typePrefix: type)
        var events = follow(StreamQuery(filter: filter), options).makeAsyncIterator()
        while let event = try await events.next(isolation: #isolation) {
            notice(event)
            switch event {
            // What was done before the stream was open, or while it was lost and could not be
            // made up for, shows in the task alone.
            case .connected, .gap: break
            case .message(let line, _) where RemoteWorkshop.isAbout(id, line): break
            case .message, .cursor, .disconnected: continue
            }
            let task = try await look(at: id, retries: true, options, notice)
            if task.status == .done { return task }
        }
        preconditionFailure("a stream that is followed has no end")
    }

    /// Waits for the first message of a channel that answers another one, over lost connections
    /// and restarts of the server. None is missed, also of those that came before the call.
    ///
    /// - Parameters:
    ///   - id: of the message that was published.
    ///   - notice: told what happens to the connection meanwhile.
    /// - Returns: its line.
    public func reply(
        to id: ULID, in channel: ChannelName, _ options: FollowOptions = .init(),
        notice: @Sendable (FollowEvent) -> Void = { _ in }
    ) async throws(ClientError) -> [UInt8] {
        let query = StreamQuery(filter: MessageFilter(channels: [channel]), cursor: id)
        var events = follow(query, options).makeAsyncIterator()
        while let event = try await events.next(isolation: #isolation) {
            notice(event)
            // What is no envelope answers nothing.
            if case .message(let line, _) = event, let message = try? Envelope(parsing: line),
                message.replyTo == id.text
            {
                return line
            }
        }
        preconditionFailure("a stream that is followed has no end")
    }

    /// Anybody may publish a message that says so: the task itself is what counts.
    private static func isAbout(_ id: String, _ line: [UInt8]) -> Bool {
        // What is no envelope is about nothing.
        (try? Envelope(parsing: line))?.body["task-id"]?.string == id
    }

    /// The task as it stands.
    ///
    /// - Parameter retries: whether it is asked for until there is an answer.
    private func look(
        at id: String, retries: Bool, _ options: FollowOptions,
        _ notice: @Sendable (FollowEvent) -> Void
    ) async throws(ClientError) -> TaskRecord {
        var backoff = options.backoff
        var isLost = false
        while true {
            do throws(ClientError) {
                let task = try await task(id)
                if isLost { notice(.connected) }
                return task
            } catch {
                guard retries, error.isTransient else { throw error }
                isLost = true
                let wait = backoff.wait(
                    after: .neverConnected, randomness: options.pacing.randomness())
                notice(.disconnected(error, retryIn: wait))
                do { try await options.pacing.sleep(wait) } catch { throw .cancelled }
            }
        }
    }
}
