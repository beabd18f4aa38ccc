import Foundation
import Testing
import WorkshopModel

/// What publishing and delivering cost, counted. Two loads that differ in their number alone are
/// compared, so that what a server does once is not in it.
@Suite struct BudgetTests {
    private static let streams = 50
    private static let few = 100

    private func publishing(_ messages: Int) -> [String] {
        ["bench", "pub", "-c", "1", "-n", "\(messages)"]
    }

    private func delivering(_ messages: Int) -> [String] {
        ["bench", "sub", "-c", "1", "-m", "\(Self.streams)", "-n", "\(messages)"]
    }

    /// What one message costs by a count of two loads.
    ///
    /// - Parameter count: what a load makes, in all.
    private func each(
        _ load: (Int) -> [String], more: Int, _ count: ([String]) async throws -> Int
    ) async throws -> Double {
        let few = try await count(load(Self.few))
        let many = try await count(load(Self.few + more))
        return Double(many - few) / Double(more)
    }

    @Test(.countsSystemCalls)
    func `publishing and delivering make no more calls of the system`() async throws {
        let publish = try await each(publishing, more: 400) { try await SystemCallCount.of($0) }
        let all = try await each(delivering, more: 100) { try await SystemCallCount.of($0) }
        let delivery = (all - publish) / Double(Self.streams)
        #expect(publish <= Budget.publishSystemCalls)
        #expect(delivery <= Budget.deliverySystemCalls)
    }

    @Test(.countsAllocations)
    func `publishing and delivering allocate no more`() async throws {
        let counter = try AllocationCounter()
        let server = try await RunningServer(environment: counter.environment)
        func count(_ load: [String]) async throws -> Int {
            let before = try counter.count()
            let outcome = try await server.run(load)
            try #require(outcome.exit == .status(0), "\(outcome.errors)")
            return try counter.count() - before
        }
        // What is allocated once, for the first of each kind.
        _ = try await count(delivering(10))
        let publish = try await each(publishing, more: 400, count)
        let all = try await each(delivering, more: 100, count)
        let delivery = (all - publish) / Double(Self.streams)
        #expect(publish <= Budget.publishAllocations)
        #expect(delivery <= Budget.deliveryAllocations)
    }

    @Test func `a message is answered and delivered in so many bytes`() async throws {
        let server = try await RunningServer()
        let stream = try Child(
            ["-sN", "--raw", "\(server.url)/ch/a"], of: "/usr/bin/curl", patience: 30)
        try await server.waitForSubscribers(1)
        var lengths: [Int] = []
        for number in 1...2 {
            let curl = try Child(
                [
                    "-s", "-o", "/dev/null", "-w", "%{size_header} %{size_download}", "-d",
                    #"{"from":"a","type":"x","body":{"number":\#(number)}}"#,
                    "\(server.url)/ch/a",
                ], of: "/usr/bin/curl")
            #expect(await curl.waits() == .status(0))
            let sizes = curl.output.text.split(separator: " ").compactMap { Int($0) }
            #expect(sizes.reduce(0, +) == Budget.publishAnswerBytes)
            let hasCome = await stream.output.waits {
                $0.contains(#""number":\#(number)}"#) && $0.hasSuffix("\r\n")
            }
            try #require(hasCome)
            lengths.append(stream.output.bytes.count)
        }
        stream.send(SIGTERM)
        let envelope = try #require(try await server.run("history", "a").lines.last)
        let overhead = lengths[1] - lengths[0] - envelope.utf8.count
        #expect(overhead == Budget.deliveryOverheadBytes)
    }
}
