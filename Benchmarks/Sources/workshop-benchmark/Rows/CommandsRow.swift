import WorkshopBench

/// What one command takes as a whole process, beside `curl` making the same request.
struct CommandsRow {
    private let pairs = 50
    private let mostRatio = 1.2

    /// The same request made by both.
    private struct Question {
        let name: String
        let command: TimedCommand
        let curl: TimedCommand
    }

    func measure(_ bench: Bench) throws(BenchmarkError) -> [Figure] {
        guard let binary = bench.options.binary else {
            throw .unavailable("the command line is timed, which needs '--workshop'")
        }
        return try bench.withServer { server throws(BenchmarkError) in
            let url = "http://\(server.address.authority)"
            var figures: [Figure] = []
            for question in questions(binary, url) { figures += try compare(question) }
            return figures
        }
    }

    private func questions(_ binary: String, _ url: String) -> [Question] {
        [
            Question(
                name: "status", command: TimedCommand([binary, "status", "--url", url]),
                curl: TimedCommand(["curl", "-s", "\(url)/status"])),
            Question(
                name: "publish",
                command: TimedCommand([
                    binary, "pub", "load", "msg.text", #"{"text":"hello"}"#, "--url", url,
                    "--from", "bench",
                ]),
                curl: TimedCommand([
                    "curl", "-s", "-d",
                    #"{"from":"bench","type":"msg.text","body":{"text":"hello"}}"#,
                    "\(url)/ch/load",
                ])),
        ]
    }

    private func compare(_ question: Question) throws(BenchmarkError) -> [Figure] {
        // Both are in memory then, and so is all they read.
        for command in [question.command, question.curl] { _ = try command.run() }
        var times = [LatencyHistogram(), LatencyHistogram()]
        var ratios: [Double] = []
        for pair in 0..<pairs {
            // Neither is always the first.
            let commandIsFirst = pair.isMultiple(of: 2)
            let first = try (commandIsFirst ? question.command : question.curl).run()
            let second = try (commandIsFirst ? question.curl : question.command).run()
            let (command, curl) = commandIsFirst ? (first, second) : (second, first)
            times[0].record(command)
            times[1].record(curl)
            ratios.append(Double(command) / Double(curl))
        }
        ratios.sort()
        let name = question.name
        return [
            Figure("\(name), workshop p50", times[0].median, .seconds),
            Figure("\(name), curl p50", times[1].median, .seconds),
            Figure("\(name), ratio p50", ratios[pairs / 2], .ratio, .atMost(mostRatio)),
            Figure("\(name), ratio mean", ratios.reduce(0, +) / Double(pairs), .ratio),
        ]
    }
}
