import WorkshopBench

/// How soon one of many that wait has the task that was created, and that the others go on waiting.
struct NextTaskRow {
    private let agents = 100
    private let mostSeconds = 0.02

    func measure(_ bench: Bench) throws(BenchmarkError) -> [Figure] {
        try bench.withServer { server throws(BenchmarkError) in
            let queue = try EventQueue()
            let creator = try Caller(server.address)
            let request = HTTPRequest.task(at: server.address)
            var line: [WaitingAgent] = []
            for number in 0..<agents {
                let agent = try WaitingAgent(number: number, at: server.address)
                try queue.watch(agent)
                try agent.ask()
                // Connections that are new at the same time are read in any order: who asks next
                // asks when this one has been heard.
                for _ in 0..<2 { try creator.call(HTTPRequest.get("/status", at: server.address)) }
                line.append(agent)
            }
            var times = LatencyHistogram()
            let warmUp = Moment.now + bench.warmUpSeconds
            let end = warmUp + bench.seconds
            let meter = try UsageMeter(server.meter)
            while Moment.now < end {
                let first = line.removeFirst()
                let tasks = first.tasks
                let begin = Moment.now
                try creator.call(request)
                let given = line.reduce(0) { $0 + $1.tasks }
                try queue.run(
                    while: { first.tasks == tasks && line.reduce(0) { $0 + $1.tasks } == given },
                    orFail: "nobody in line has the task 30 s after it was created")
                guard first.tasks > tasks else {
                    throw .brokenPromise("a task went to another than the first in line")
                }
                if begin >= warmUp { times.record(Moment.now - begin) }
                try first.ask()
                line.append(first)
            }
            try check(line, queue)
            return figures(times) + (try meter.read()).figures
        }
    }

    /// In turns each has had as many as the others, or one less: nobody else was woken.
    private func check(_ line: [WaitingAgent], _ queue: EventQueue) throws(BenchmarkError) {
        try queue.run(until: .now + 0.1)
        let counts = line.map(\.tasks)
        guard let most = counts.max(), counts.allSatisfy({ $0 >= most - 1 }) else {
            throw .brokenPromise("tasks went to others than the first in line")
        }
    }

    private func figures(_ times: LatencyHistogram) -> [Figure] {
        [
            Figure("created to claimed p50", times.median, .seconds),
            Figure("created to claimed p99", times.quantile(0.99), .seconds, .atMost(mostSeconds)),
            Figure("tasks", Double(times.count), .count),
        ]
    }
}
