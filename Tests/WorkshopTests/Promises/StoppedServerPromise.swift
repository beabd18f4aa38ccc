import Foundation
import Testing
import WorkshopModel

/// A server that stands still for a while, as one does whose machine sleeps, goes on as if
/// nothing had been.
@Suite struct StoppedServerPromise {
    @Test(arguments: StreamFormat.allCases)
    func `a server stopped under load and woken again loses nothing`(
        format: StreamFormat
    ) async throws {
        let server = try await RunningServer(sync: "full", patience: PromiseSize.patience)
        let port = server.port
        let tally = Tally()
        let seen = Tally()
        async let followed = onThread {
            let stream = try OpenStream(port: port, format, after: nil)
            while stream.messages.last?.contains("the.end") != true {
                let before = stream.messages.count
                try #require(try stream.read())
                seen.add(stream.messages.count - before)
            }
            return stream.messages.map(messageID)
        }
        try await server.waitForSubscribers(1)
        async let one = onThread { publish(port: port, as: "one", tally: tally) }
        async let two = onThread { publish(port: port, as: "two", tally: tally) }
        async let work = onThread { WorkshopTests.work(port: port, as: "three", tally: tally) }
        for _ in 1...PromiseSize.pick(small: 2, full: 10) {
            try await tally.waits(for: tally.value + 200)
            server.child.send(SIGSTOP)
            // Standing still is what is tried here.
            try await Task.sleep(
                for: PromiseSize.pick(small: .milliseconds(500), full: .seconds(5)))
            let before = seen.value
            server.child.send(SIGCONT)
            try await seen.waits(for: before + 100)
        }
        tally.end()
        let published = try await [one, two]
        #expect(published.allSatisfy { $0.refusals.isEmpty && $0.unanswered == nil })
        #expect(try await work.refusals.isEmpty)
        #expect(try await server.publish("the.end").status == 201)
        let history = try await server.wholeHistory().map(messageID)
        #expect(difference(try await followed, history) == nil)
        #expect(Set(history).isSuperset(of: published.flatMap(\.answered).map(\.id)))
        PromiseSize.report(
            "stopped and woken: \(history.count) messages, each once and in order on the stream")
    }
}
