import Testing
import WorkshopClient
import WorkshopModel

/// What a client repeats because an answer was lost is done once.
@Suite struct CutAnswerPromise {
    private static let count = PromiseSize.pick(small: 60, full: 1_000)
    private static let agent = AgentName(unchecked: "tester.lab")

    /// A client that reaches the server through a proxy, and does not wait long.
    private func client(_ proxy: CuttingProxy) throws -> RemoteWorkshop {
        RemoteWorkshop(
            at: try WorkshopAddress(parsing: proxy.url),
            ClientConfiguration(
                usesProxyOfEnvironment: false,
                retry: RetryPolicy(
                    backoff: ReconnectBackoff(
                        initial: .milliseconds(2), maximum: .milliseconds(20)))))
    }

    @Test func `each message is there once, in order, although every answer was cut`()
        async throws
    {
        let server = try await RunningServer(patience: PromiseSize.patience)
        let proxy = try CuttingProxy(to: server.port, mostCuts: 3)
        defer { proxy.stop() }
        let workshop = try client(proxy)
        var receipts: [String] = []
        for number in 0..<Self.count {
            let draft = MessageDraft(
                channel: ChannelName(unchecked: "a"), from: Self.agent,
                type: MessageType(unchecked: "count"),
                body: try JSONText(parsing: String(number).utf8))
            receipts.append(try await workshop.publish(draft).id.text)
        }
        let messages = try await server.wholeHistory().map { try Envelope(parsing: $0.utf8) }
        #expect(messages.map(\.id) == receipts)
        #expect(messages.map(\.body.text) == (0..<Self.count).map { "\($0)" })
        #expect(proxy.counts.cuts >= Self.count)
        PromiseSize.report(
            "cut answers: \(proxy.counts.cuts) cuts, \(proxy.counts.requests) requests, "
                + "\(messages.count) messages of \(Self.count)")
    }

    @Test func `each task is created, claimed and done once`() async throws {
        let server = try await RunningServer(patience: PromiseSize.patience)
        let proxy = try CuttingProxy(to: server.port, mostCuts: 2)
        defer { proxy.stop() }
        let workshop = try client(proxy)
        for number in 0..<Self.count / 4 {
            let title = try TaskTitle(validating: "task \(number)")
            let id = try await workshop.createTask(TaskDraft(from: Self.agent, title: title))
            let request = NextTaskRequest(from: Self.agent, wait: .seconds(5))
            let task = try #require(try await workshop.claimNext(request))
            #expect(task.id == id)
            let receipt = try await workshop.perform(
                TaskRequest(
                    id: id, action: .done(result: .emptyObject, files: []), from: Self.agent,
                    claim: task.claim))
            #expect(receipt.outcome == .done)
        }
        let types = try await server.wholeHistory().map { try Envelope(parsing: $0.utf8).type }
        let each = ["task.created", "task.claimed", "task.done"]
        #expect(types == (0..<Self.count / 4).flatMap { _ in each })
    }

    @Test func `lines that are piped into pub are there once`() async throws {
        let server = try await RunningServer(patience: PromiseSize.patience)
        let proxy = try CuttingProxy(to: server.port, mostCuts: 1)
        defer { proxy.stop() }
        let lines = (0..<Self.count / 5).map { "\($0)" }
        let outcome = try await server.run(
            "pub", "a", "count", "--lines", "--url", proxy.url,
            input: .bytes(Array(lines.joined(separator: "\n").utf8)))
        #expect(outcome.exit == .status(0))
        // Said once, however often.
        #expect(outcome.errors.split(separator: "\n").count == 1)
        #expect(outcome.errors.hasSuffix("; trying again\n"))
        let messages = try await server.wholeHistory().map { try Envelope(parsing: $0.utf8) }
        #expect(messages.map(\.body.text) == lines)
        #expect(proxy.counts.cuts == lines.count)
    }
}
