package import WorkshopModel

/// Streams of some channels, and publishers that send to them.
package struct SubscribeLoad: Sendable {
    package var channels: [ChannelName]
    package var sender: AgentName
    package var streams: Int
    package var publishers: Int
    package var bodyBytes: Int
    package var plan: LoadPlan
    /// Whether others may publish to the same channels: the streams leave their messages out then.
    package var isShared: Bool

    package init(
        channels: [ChannelName], sender: AgentName, streams: Int, publishers: Int, bodyBytes: Int,
        plan: LoadPlan, isShared: Bool
    ) {
        self.channels = channels
        self.sender = sender
        self.streams = streams
        self.publishers = publishers
        self.bodyBytes = bodyBytes
        self.plan = plan
        self.isShared = isShared
    }

    package struct Figures: Sendable {
        package var publishing: LoadFigures
        package var latencies: LatencyHistogram
        /// Seconds in which the deliveries counted came.
        package var seconds: Double
        package var verdict: StreamVerdict
        /// Messages that stay in the channels.
        package var stored: Int

        package var deliveries: Int { latencies.count }
        package var perSecond: Double { seconds > 0 ? Double(deliveries) / seconds : 0 }
    }

    /// - Returns: what was measured, also where something broke it off.
    package func run(at server: ServerUnderTest) throws(BenchmarkError) -> Figures {
        let queue = try EventQueue()
        let log = DeliveryLog()
        let connections = try open(at: server.address, queue, log)
        let work = PublishWork(
            to: channels, from: sender, bodyBytes: bodyBytes, at: server.address, log: log)
        let load = try RequestLoad(
            connections: publishers, to: server.address, on: queue, plan: plan, work: work)
        let began = Moment.now
        var publishing = try load.run(server.meter)
        do throws(BenchmarkError) {
            if publishing.breakOff == nil { try drain(connections, work, queue, log) }
        } catch {
            publishing.breakOff = error
        }
        var verdict = StreamVerdict()
        verdict.isComplete = publishing.breakOff == nil
        for (index, stream) in connections.enumerated() {
            let published = work.stored[index % channels.count]
            verdict.add(stream.tally, against: verdict.isComplete ? published : nil)
        }
        let counted = log.lastCounted.seconds(since: began) - plan.warmUp
        return Figures(
            publishing: publishing, latencies: log.latencies,
            seconds: max(publishing.usage.seconds, plan.rate == nil ? 0 : counted),
            verdict: verdict, stored: work.stored.reduce(0) { $0 + $1.count })
    }

    /// Opens the streams, to the channels in turn, and waits until each has begun.
    private func open(
        at address: ServerAddress, _ queue: EventQueue, _ log: DeliveryLog
    ) throws(BenchmarkError) -> [StreamingConnection] {
        let kinds = channels.map { NumberedMessage(in: $0, from: sender, bodyBytes: bodyBytes) }
        var connections: [StreamingConnection] = []
        for index in 0..<streams {
            let place = kinds[index % kinds.count].numberInEvent
            let connection = try StreamingConnection(
                address,
                request: HTTPRequest.stream(
                    of: channels[index % channels.count], from: isShared ? sender : nil,
                    at: address),
                numberPlace: place..<place + NumberedMessage.digits, observer: log)
            try queue.watch(connection)
            connections.append(connection)
        }
        var opened = 0
        try queue.run(
            while: {
                while opened < streams, connections[opened].isOpen { opened += 1 }
                return opened < streams
            }, orFail: "not all of \(streams) streams began within 30 s")
        return connections
    }

    /// Waits until the streams have all that was stored, for as long as more of it comes.
    private func drain(
        _ connections: [StreamingConnection], _ work: PublishWork, _ queue: EventQueue,
        _ log: DeliveryLog
    ) throws(BenchmarkError) {
        let expected = connections.indices.reduce(0) {
            $0 + work.stored[$1 % channels.count].count
        }
        var before = -1
        while log.deliveries < expected, log.deliveries > before {
            before = log.deliveries
            try queue.run(until: .now + 5, while: { log.deliveries < expected })
        }
    }
}
