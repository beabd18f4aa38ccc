import WorkshopBench

/// The median time of reading with few messages stored and with many, on two servers side by
/// side. All messages are in one channel; the rare ones are spread evenly over it.
struct HistoryRow {
    private let few = 1_000
    private let mostRatio = 1.1

    func measure(_ bench: Bench) throws(BenchmarkError) -> [Figure] {
        guard bench.options.binary != nil else {
            throw .unavailable("two servers are compared, which needs '--workshop'")
        }
        return try bench.withServer { small throws(BenchmarkError) in
            try bench.withServer { large throws(BenchmarkError) in
                _ = try fill(small, messages: few)
                let filling = try fill(large, messages: bench.options.messages)
                try small.meter?.waitUntilIdle()
                try large.meter?.waitUntilIdle()
                return try compare(small, large, bench) + [
                    Figure("filled at", filling, .perSecond)
                ]
            }
        }
    }

    private func compare(
        _ small: ServerUnderTest, _ large: ServerUnderTest, _ bench: Bench
    ) throws(BenchmarkError) -> [Figure] {
        var comparison = try HistoryComparison(few: small, many: large)
        try comparison.ask(until: .now + bench.warmUpSeconds)
        let meter = try UsageMeter(small.meter, large.meter)
        try comparison.ask(until: .now + bench.seconds)
        let usage = try meter.read()
        return comparison.figures(ratioAtMost: mostRatio) + usage.figures
    }

    /// - Returns: messages stored a second.
    private func fill(_ server: ServerUnderTest, messages: Int) throws(BenchmarkError) -> Double {
        func request(_ type: String) -> [UInt8] {
            HTTPRequest.publish(
                to: HistoryQuestion.channel, type: type, bodyBytes: PublishRow.bodyBytes,
                at: server.address)
        }
        let common = request(HistoryQuestion.commonType)
        let rare = request(HistoryQuestion.rareType)
        let count = HistoryQuestion.rareMessages
        let step = messages / count
        let load = try PublishLoad(connections: 256, to: server.address, on: try EventQueue()) {
            $0 % step == 0 && $0 / step < count ? rare : common
        }
        let begin = Moment.now
        try load.publish(messages)
        return Double(messages) / Moment.now.seconds(since: begin)
    }
}
