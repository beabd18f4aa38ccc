import WorkshopBench

/// Connections that publish back to back, each message when the one before is acknowledged.
final class PeerPublishing {
    private let queue: EventQueue
    private var publishers: [PeerPublisher] = []
    /// Messages still to be sent.
    private var remaining = 0
    private(set) var sent = 0
    private(set) var acknowledged = 0
    private(set) var latencies = LatencyHistogram()

    init(
        connections: Int, to peer: PeerUnderTest, on queue: EventQueue,
        publication: (_ connection: Int) -> Publication
    ) throws(BenchmarkError) {
        self.queue = queue
        for number in 0..<connections {
            let publisher = try PeerPublisher(peer, publication(number), connection: number) {
                [unowned self] publisher throws(BenchmarkError) in
                acknowledged += 1
                latencies.record(Moment.now - publisher.began)
                try publishNext(publisher)
            }
            publishers.append(publisher)
            try queue.watch(publisher)
        }
    }

    /// Begins to publish without end.
    func start() throws(BenchmarkError) { try start(messages: .max) }

    func forgetLatencies() { latencies = LatencyHistogram() }

    /// Sends no further message and waits for what is under way.
    func stop() throws(BenchmarkError) {
        remaining = 0
        try queue.run(
            while: { acknowledged < sent },
            orFail: "\(sent - acknowledged) messages were not acknowledged within 30 s")
    }

    /// Publishes a number of messages and waits until all are acknowledged.
    func publish(_ messages: Int) throws(BenchmarkError) {
        try start(messages: messages)
        while acknowledged < sent || remaining > 0 {
            try queue.run(until: .now + 1, while: { acknowledged < sent || remaining > 0 })
        }
    }

    private func start(messages: Int) throws(BenchmarkError) {
        remaining = messages
        for publisher in publishers { try publishNext(publisher) }
    }

    private func publishNext(_ publisher: PeerPublisher) throws(BenchmarkError) {
        guard remaining > 0 else { return }
        remaining -= 1
        sent += 1
        try publisher.publish(sent - 1)
    }
}
