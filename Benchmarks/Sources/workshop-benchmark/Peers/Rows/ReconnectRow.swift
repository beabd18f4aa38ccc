import WorkshopBench

/// Streams that come back all at once, each behind, while others go on publishing.
struct ReconnectRow: PeerRow {
    private let streams = 10_000
    private let behind = 100
    private let publishedPerSecond = 100.0
    /// Streams that connect before the generator looks at what has come.
    private let portion = 20
    private let patience = 60.0

    let name = "reconnect"
    let title =
        "10 000 streams come back at once, each 100 messages behind, beside 100 messages a second"
    let contestants: [Contestant] = [.workshop]

    var demands: [Demand] {
        [
            Demand(
                "10 000 streams reconnect, until all are whole and live", median("all live"),
                .atMost(10), unit: .seconds, goal: .atMost(3)),
            Demand(
                "publishers' p99 meanwhile", median("publish p99"), .atMost(0.1), unit: .seconds),
        ]
    }

    func measure(
        _ contestant: Contestant, _ bench: PeerBench
    ) throws(BenchmarkError) -> [Figure] {
        try bench.withServer(contestant) { peer throws(BenchmarkError) in
            let publisher = try NumberedCaller(peer)
            // They have the first and none of those that follow.
            let cursor = try publisher.publish()
            for _ in 0..<behind { _ = try publisher.publish() }
            let opening = Opening(
                Array(
                    """
                    GET /ch/load HTTP/1.1\r
                    Host: \(peer.address.authority)\r
                    Last-Event-ID: \(cursor)\r
                    \r

                    """.utf8), mark: Array("open".utf8), isChunked: true)
            let queue = try EventQueue()
            let beside = try DuePublisher(
                peer, OurServer.publication(to: "beside", at: peer.address),
                perSecond: publishedPerSecond, on: queue)
            let count = DeliveryCount()
            var all: [PeerStream] = []
            let meter = try UsageMeter(all: peer.meters)
            let begin = Moment.now
            while all.count < streams {
                for _ in 0..<portion {
                    // One that waited to be connected would hold up those who publish.
                    let stream = try PeerStream(
                        peer.address, opening, first: 1, connecting: .connectsMeanwhile,
                        count: count)
                    try queue.watch(stream, alsoForRoom: true)
                    all.append(stream)
                }
                try beside.catchUp()
                try queue.run(until: .now)
            }
            let connected = Moment.now
            try wait(for: streams * behind, count, beside, queue)
            let whole = Moment.now
            _ = try publisher.publish()
            try wait(for: streams * (behind + 1), count, beside, queue)
            let live = Moment.now
            let usage = try meter.read()
            try beside.drain(queue)
            return [
                Figure("all connected", connected.seconds(since: begin), .seconds),
                Figure("all whole", whole.seconds(since: begin), .seconds),
                Figure("all live", live.seconds(since: begin), .seconds),
                Figure("publish p50", beside.latencies.median, .seconds),
                Figure("publish p99", beside.latencies.quantile(0.99), .seconds),
            ] + usage.figures
        }
    }

    private func wait(
        for deliveries: Int, _ count: DeliveryCount, _ beside: DuePublisher, _ queue: EventQueue
    ) throws(BenchmarkError) {
        let deadline = Moment.now + patience
        while count.deliveries < deliveries {
            guard Moment.now < deadline else {
                throw .brokenPromise(
                    "\(count.deliveries) deliveries in place of \(deliveries) after 60 s")
            }
            try queue.run(until: beside.nextDue, while: { count.deliveries < deliveries })
            try beside.catchUp()
        }
    }
}
