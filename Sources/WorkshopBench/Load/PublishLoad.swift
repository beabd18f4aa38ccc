/// Connections that publish back to back, one request in flight on each.
package final class PublishLoad: RequestOwner {
    private var connections: [RequestConnection] = []
    private let queue: EventQueue
    private let request: (_ index: Int) -> [UInt8]
    /// Messages still to be sent.
    private var remaining = 0
    private var sent = 0
    package private(set) var latencies = LatencyHistogram()
    /// Every message answered, in the order of the answers.
    package private(set) var tally = MessageTally()

    /// - Parameter request: the bytes that publish the message of an index.
    package init(
        connections count: Int, to address: ServerAddress, on queue: EventQueue,
        request: @escaping (_ index: Int) -> [UInt8]
    ) throws(BenchmarkError) {
        self.queue = queue
        self.request = request
        for number in 0..<count {
            let connection = try RequestConnection(number, to: address, owner: self)
            connections.append(connection)
            try queue.watch(connection)
        }
    }

    /// Begins to publish without end.
    package func start() throws(BenchmarkError) { try start(messages: .max) }

    /// Forgets the latencies so far.
    package func forgetLatencies() { latencies = LatencyHistogram() }

    /// Sends no further message and waits for the answers to those sent.
    package func stop() throws(BenchmarkError) {
        remaining = 0
        try queue.run(
            while: { tally.count < sent },
            orFail: "\(sent - tally.count) published messages got no answer within 30 s")
    }

    /// Publishes a number of messages and waits for all the answers.
    package func publish(_ messages: Int) throws(BenchmarkError) {
        let goal = sent + messages
        try start(messages: messages)
        while tally.count < goal { try queue.run(until: .now + 1, while: { tally.count < goal }) }
    }

    private func start(messages: Int) throws(BenchmarkError) {
        remaining = messages
        for connection in connections { try publish(on: connection) }
    }

    private func publish(on connection: RequestConnection) throws(BenchmarkError) {
        guard remaining > 0 else { return }
        remaining -= 1
        sent += 1
        try connection.send(
            request(sent - 1),
            RequestConnection.Pending(index: sent - 1, due: .now, isCounted: true))
    }

    /// - Parameter body: `{"id":"…",…}`
    func answered(
        _ pending: RequestConnection.Pending, on number: Int, status: Int, body: [UInt8]
    ) throws(BenchmarkError) {
        guard 200..<300 ~= status else {
            throw .refused(RefusedRequest(status: status, body: body))
        }
        latencies.record(Moment.now - pending.due)
        tally.add(try PublishAnswer.id(in: body))
        try publish(on: connections[number])
    }
}
