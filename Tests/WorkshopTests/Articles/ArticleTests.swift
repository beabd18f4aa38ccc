import Foundation
import Testing
import WorkshopClient

/// The articles of the library say what compiles and does what they say.
@Suite struct ArticleTests {
    private static let agent = AgentName(unchecked: "counter.lab")
    private static let catalogue = URL(filePath: #filePath)
        .deletingLastPathComponent().appending(
            path: "../../../Sources/WorkshopClient/WorkshopClient.docc")

    private func connect(_ server: RunningServer) throws -> RemoteWorkshop {
        try ArticleCode.connect(to: server.url)
    }

    /// Lines without their indentation, and without what a namespace needs.
    private func lines(_ text: some StringProtocol) -> [String] {
        text.split(separator: "\n", omittingEmptySubsequences: false).map { line in
            let plain = line.drop { $0 == " " }
            return String(plain.hasPrefix("static ") ? plain.dropFirst(7) : plain)
        }
    }

    @Test(arguments: ["WorkshopClient.md", "AnAgent.md", "Repeating.md"])
    func `the code of an article is the code that is tested`(_ article: String) throws {
        let text = try String(
            contentsOf: Self.catalogue.appending(component: article), encoding: .utf8)
        let code = lines(
            try String(
                contentsOf: URL(filePath: #filePath).deletingLastPathComponent().appending(
                    component: "ArticleCode.swift"), encoding: .utf8))
        let blocks = text.matches(of: /(?s)```swift\n(.*?)\n```/).map { lines($0.1) }
        #expect(!blocks.isEmpty)
        for block in blocks {
            #expect(code.firstRange(of: block) != nil, "\(block.first ?? "")")
        }
    }

    @Test func `somebody who listens hears the answer`() async throws {
        let server = try await RunningServer()
        let workshop = try connect(server)
        let id = try await ArticleCode.greet(workshop, as: Self.agent)
        async let answer = ArticleCode.firstAnswer(workshop, after: id)
        _ = try await server.run("pub", "sums", "msg.text", "--text", "here you are")
        #expect(try await answer == "here you are")
    }

    @Test func `who asks for a sum gets it, over a restart of the server`() async throws {
        let folder = try Folder()
        let server = try await RunningServer(in: folder)
        let workshop = try connect(server)
        let worker = try ArticleCode.counter(workshop, as: Self.agent)
        let mayStop = Tally()
        async let working: Void = ArticleCode.work(worker) {
            // The end of the test is the end of the worker.
            try? await mayStop.waits(for: 1)
        }
        let asker = AgentName(unchecked: "asker.lab")
        #expect(try await ArticleCode.ask(workshop, as: asker, for: [1, 2, 3]) == 6)
        #expect(await server.stop() == .status(0))
        let again = try await RunningServer(in: folder, port: server.port)
        #expect(try await ArticleCode.ask(workshop, as: asker, for: [4, 5]) == 9)
        mayStop.add()
        try await working
        #expect(await again.stop() == .status(0))
    }

    @Test func `numbers that are none are said to be none`() async throws {
        let server = try await RunningServer()
        let workshop = try connect(server)
        let worker = try ArticleCode.counter(workshop, as: Self.agent)
        async let working: Void = worker.run()
        let tail = try server.start(["tail", "sums", "--type", "task.error", "--count", "1"])
        try await server.waitForSubscribers(2)
        _ = try await server.run(
            "task", "create", "add up", "--ch", "sums", "--context", #"{"numbers":["x"]}"#)
        #expect(await tail.waits() == .status(0))
        #expect(tail.output.text.contains(#""error":"\"x\" is no integer""#))
        worker.stop(within: .seconds(10))
        try await working
    }

    @Test func `an interrupt brings what there is`() async throws {
        let server = try await RunningServer()
        let worker = try ArticleCode.slowCounter(try connect(server), as: Self.agent)
        let id = try await server.run(
            "task", "create", "add up", "--ch", "sums", "--context",
            #"{"numbers":[1,2,3,4,5,6,7,8,9]}"#
        ).member("id")
        let tail = try server.start(
            ["tail", "sums", "--since", "all", "--type", "task.updated", "--count", "2"])
        async let working: Void = worker.run()
        #expect(await tail.waits() == .status(0))
        _ = try await server.run("task", "interrupt", id)
        try await working
        let result = try await server.run("task", "show", id).json()["result"]
        #expect(result?["sum-so-far"]?.integer ?? 0 > 0)
    }

    @Test func `a file is attached, and a report repeated`() async throws {
        let server = try await RunningServer()
        let workshop = try connect(server)
        let path = try server.folder.write([1, 2, 3], to: "numbers")
        let id = try await server.run("task", "create", "look").member("id")
        let worker = Worker(at: workshop, as: Self.agent, WorkerOptions(limit: 1)) { held in
            try await ArticleCode.attach(path, to: held)
        }
        try await worker.run()
        #expect(
            try await server.run("task", "show", id).json()["files"]?.elements?.count == 1)

        let key = IdempotencyKey.fresh()
        let first = try await ArticleCode.report(6, to: workshop, as: Self.agent, key: key)
        let again = try await ArticleCode.report(6, to: workshop, as: Self.agent, key: key)
        #expect(first.id == again.id)
        #expect(try await server.run("history", "sums").lines.count == 1)
    }
}
