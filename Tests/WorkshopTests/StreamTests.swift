import Foundation
import Testing
import WorkshopModel

@Suite struct StreamTests {
    @Test func `tail prints each message as it comes, of the channels asked for`() async throws {
        let server = try await RunningServer()
        let tail = try await server.startTail(["a", "b", "--type", "x.", "--not-from", "me.lab"])
        _ = try await server.run("pub", "a", "x.1")
        #expect(await tail.output.waits(forLines: 1))
        _ = try await server.run("pub", "c", "x.2")
        _ = try await server.run("pub", "b", "y.3")
        _ = try await server.run("pub", "b", "x.4", "--from", "me.lab")
        _ = try await server.run("pub", "b", "x.5")
        #expect(await tail.output.waits(forLines: 2))
        #expect(
            tail.output.text
                == (try await server.run("history", "--type", "x.")).lines
                .filter { $0.contains("x.1") || $0.contains("x.5") }.map { "\($0)\n" }.joined())
        tail.send(SIGTERM)
        _ = await tail.waits()
    }

    @Test func `tail -n on an empty channel follows from the beginning`() async throws {
        let server = try await RunningServer()
        let tail = try server.start(["tail", "quiet", "-n", "3", "--count", "2"])
        for number in 1...2 { _ = try await server.run("pub", "quiet", "x", "\(number)") }
        #expect(await tail.waits() == .status(0))
        #expect(tail.output.text == (try await server.run("history", "quiet")).text)
    }

    @Test func `tail -n shows history first and then loses and doubles nothing`() async throws {
        let server = try await RunningServer()
        let count = 400
        let before = String(repeating: "{}\n", count: 100)
        _ = try await server.run("pub", "a", "x", "--lines", input: .bytes(Array(before.utf8)))
        let publisher = try server.start(["pub", "a", "x", "--lines"], input: .pipe)
        publisher.write(String(repeating: "{}\n", count: count / 2))
        #expect(await publisher.output.waits(forLines: 1))
        let tail = try server.start(["tail", "a", "-n", "10000", "--count", "\(100 + count)"])
        publisher.write(String(repeating: "{}\n", count: count / 2))
        publisher.closeInput()
        #expect(await publisher.waits() == .status(0))
        #expect(await tail.waits() == .status(0))
        #expect(tail.output.text == (try await server.run("history", "a", "--all")).text)
    }

    @Test func `a time after the newest message is no gap`() async throws {
        let server = try await RunningServer()
        _ = try await server.run("pub", "a", "x", "1")
        let tail = try await server.startTail(["--since", "0s", "--strict", "--count", "1"])
        _ = try await server.run("pub", "a", "x", "2")
        #expect(await tail.waits() == .status(0))
        #expect(tail.output.text.contains(#""body":2"#))
    }

    @Test func `tail survives a restart of the server without loss or repeat`() async throws {
        let folder = try Folder()
        let first = try await RunningServer(in: folder, socket: "s")
        let tail = try await first.startTail()
        for number in 1...5 { _ = try await first.run("pub", "a", "x", "\(number)") }
        #expect(await tail.output.waits(forLines: 5))
        #expect(await first.stop() == .status(0))
        #expect(await tail.errors.waits(forLines: 1))
        let second = try await RunningServer(in: folder, socket: "s")
        for number in 6...10 { _ = try await second.run("pub", "a", "x", "\(number)") }
        #expect(await tail.output.waits(forLines: 10))
        #expect(tail.output.text == (try await second.run("history", "a")).text)
        #expect(await tail.errors.waits(forLines: 2))
        #expect(tail.errors.lines.first?.hasSuffix("trying again") == true)
        #expect(tail.errors.lines.last == "workshop: connected again")
        tail.send(SIGTERM)
        _ = await tail.waits()
    }

    @Test func `history --all pages through everything`() async throws {
        let server = try await RunningServer()
        let count = 2_300
        let lines = (0..<count).map { "\($0)\n" }.joined()
        _ = try await server.run("pub", "a", "x", "--lines", input: .bytes(Array(lines.utf8)))
        let all = try await server.run("history", "--all")
        let messages = try all.lines.map { try Envelope(parsing: Array($0.utf8)) }
        #expect(messages.map(\.body.text) == (0..<count).map { "\($0)" })
        #expect(Set(messages.map(\.id)).count == count)
        let some = try await server.run("history", "a", "--all", "--before", messages[1_500].id)
        #expect(some.lines.count == 1_500)
    }
}
