/// Streams of one channel, and what all of them must have seen.
package struct StreamSet {
    private let queue: EventQueue
    private let streams: [StreamingConnection]

    /// Opens streams and waits until each has begun.
    package init(
        _ count: Int, of channel: String, at address: ServerAddress, on queue: EventQueue,
        schedule: Schedule? = nil
    ) throws(BenchmarkError) {
        self.queue = queue
        var streams: [StreamingConnection] = []
        for _ in 0..<count {
            let stream = try StreamingConnection(address, channel: channel, observer: schedule)
            try queue.watch(stream)
            streams.append(stream)
        }
        self.streams = streams
        try queue.run(
            while: { !streams.allSatisfy(\.isOpen) },
            orFail: "not all of \(count) streams began within 30 s")
    }

    /// Messages received, all streams together.
    package var deliveries: Int { streams.reduce(0) { $0 + $1.tally.count } }

    /// Waits until every stream has all that was published.
    ///
    /// - Throws: unless each has every message once and in order.
    package func drain(_ published: MessageTally) throws(BenchmarkError) {
        guard published.disorders == 0 else {
            throw .brokenPromise("the ids of published messages did not ascend")
        }
        let expected = streams.count * published.count
        // Checked now and then: the sum over all streams is not free.
        let deadline = Moment.now + 30
        while deliveries < expected, .now < deadline { try queue.run(until: .now + 0.02) }
        let wrong = streams.filter { $0.tally != published }
        guard wrong.isEmpty else {
            let disorders = wrong.reduce(0) { $0 + $1.tally.disorders }
            throw .brokenPromise(
                "\(wrong.count) of \(streams.count) streams did not get each of "
                    + "\(published.count) messages once and in order: \(deliveries) deliveries "
                    + "in place of \(expected), \(disorders) out of order")
        }
    }
}
