import WorkshopBench

/// Asks two servers the same questions in turn, so that whatever else the machine does touches
/// both alike.
struct HistoryComparison {
    /// One question to both servers.
    private struct Pair {
        let question: HistoryQuestion
        let requests: [[UInt8]]
        var times = [LatencyHistogram(), LatencyHistogram()]
    }

    private let callers: [Caller]
    private var pairs: [Pair]
    private var rounds = 0

    /// Connects, and checks that both answer what is asked.
    init(few: ServerUnderTest, many: ServerUnderTest) throws(BenchmarkError) {
        callers = [try Caller(few.address), try Caller(many.address)]
        pairs = HistoryQuestion.all.map { question in
            Pair(
                question: question,
                requests: [few, many].map { HTTPRequest.get(question.target, at: $0.address) })
        }
        for pair in pairs {
            for (caller, request) in zip(callers, pair.requests) {
                try pair.question.check(try caller.call(request))
            }
        }
    }

    /// Asks until a moment has come; forgets what was asked before.
    mutating func ask(until deadline: Moment) throws(BenchmarkError) {
        for index in pairs.indices {
            pairs[index].times = [LatencyHistogram(), LatencyHistogram()]
        }
        while Moment.now < deadline {
            for index in pairs.indices {
                for turn in callers.indices {
                    // Neither is always the first.
                    let server = (turn + rounds) % callers.count
                    let time = try callers[server].time(pairs[index].requests[server])
                    pairs[index].times[server].record(time)
                }
            }
            rounds += 1
        }
    }

    /// - Parameter most: the time with many messages, over the time with few.
    func figures(ratioAtMost most: Double) -> [Figure] {
        pairs.flatMap { pair in
            let name = pair.question.name
            let (few, many) = (pair.times[0].median, pair.times[1].median)
            return [
                Figure("\(name), few", few, .seconds),
                Figure("\(name), many", many, .seconds),
                Figure("\(name), ratio", many / few, .ratio, .atMost(most)),
            ]
        }
    }
}
