import WorkshopBench

/// Streams of the channel.
struct PeerStreamSet {
    private let queue: EventQueue
    private let streams: [PeerStream]
    private let first: Int
    let count: DeliveryCount

    /// Servers are given so many to accept before the next come.
    private static let portion = 500

    /// Opens streams and waits until each has begun.
    ///
    /// - Parameter first: the number of the first message that is published from then on.
    init(
        _ streamCount: Int, first: Int = 0, at peer: PeerUnderTest, on queue: EventQueue,
        schedule: Schedule? = nil
    ) throws(BenchmarkError) {
        self.queue = queue
        let opening = peer.server.subscription(at: peer.address)
        let count = DeliveryCount(schedule)
        var streams: [PeerStream] = []
        while streams.count < streamCount {
            let begin = streams.count
            for _ in begin..<min(begin + PeerStreamSet.portion, streamCount) {
                let stream = try PeerStream(
                    peer.address, opening, first: first,
                    mayMissFirst: peer.server.greetsEarly, count: count)
                try queue.watch(stream)
                streams.append(stream)
            }
            try queue.run(
                while: { !streams[begin...].allSatisfy(\.isOpen) },
                orFail: "not all of \(streamCount) streams began within 30 s")
        }
        self.streams = streams
        self.first = first
        self.count = count
    }

    /// Waits until every stream has all that was published up to a number.
    ///
    /// - Parameter published: the number after the last.
    /// - Throws: unless all have it; that each message came once and in order was seen to before.
    func drain(_ published: Int) throws(BenchmarkError) {
        let expected = streams.count * (published - first)
        try queue.run(
            while: { count.accounted < expected },
            orFail: "\(count.accounted) deliveries in place of \(expected)")
        // A message too many would come now.
        try queue.run(until: .now + 0.05)
        guard count.accounted == expected, streams.allSatisfy({ $0.expected == published }) else {
            throw .brokenPromise("\(count.accounted) deliveries in place of \(expected)")
        }
    }

    /// Waits until every stream has all that was published up to a number, or until a moment has
    /// come; what is missing then counts as if it had come.
    ///
    /// - Returns: how many deliveries were missing.
    func drain(_ published: Int, until deadline: Moment) throws(BenchmarkError) -> Int {
        let expected = streams.count * (published - first)
        try queue.run(until: deadline, while: { count.accounted < expected })
        let missing = expected - count.accounted
        for stream in streams {
            for number in stream.expected..<max(stream.expected, published) {
                count.arrived(number)
            }
        }
        return missing
    }
}
