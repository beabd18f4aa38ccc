import Foundation
import Testing

@Suite struct SignalTests {
    @Test(arguments: [SIGINT, SIGTERM])
    func `a client ends by the signal it gets`(_ number: Int32) async throws {
        let server = try await RunningServer()
        let tail = try await server.startTail()
        tail.send(number)
        #expect(await tail.waits() == .signal(number))
        #expect(tail.errors.text.isEmpty)
    }

    @Test func `tail into head ends quietly, at once and by SIGPIPE`() async throws {
        let server = try await RunningServer()
        let shell = try Child(
            ["-c", "'\(Binary.path)' tail | head -1; echo ${PIPESTATUS[0]}"], of: "/bin/bash",
            environment: ["WORKSHOP_URL": server.url])
        try await server.waitForSubscribers(1)
        _ = try await server.run("pub", "a", "x")
        #expect(await shell.waits() == .status(0))
        #expect(shell.output.lines.count == 2)
        #expect(shell.output.lines.last == "\(128 + SIGPIPE)")
        #expect(shell.errors.text.isEmpty)
    }

    @Test func `history into head ends quietly`() async throws {
        let server = try await RunningServer()
        let lines = String(repeating: "{}\n", count: 500)
        _ = try await server.run("pub", "a", "x", "--lines", input: .bytes(Array(lines.utf8)))
        let shell = try Child(
            ["-c", "'\(Binary.path)' history --all | head -1"], of: "/bin/bash",
            environment: ["WORKSHOP_URL": server.url])
        #expect(await shell.waits() == .status(0))
        #expect(shell.output.lines.count == 1)
        #expect(shell.errors.text.isEmpty)
    }

    @Test(arguments: [SIGINT, SIGTERM])
    func `serve drains within five seconds with a stream and a request in hand`(
        _ number: Int32
    ) async throws {
        let server = try await RunningServer()
        let tail = try await server.startTail()
        let upload = try server.start(["put", "-"], input: .pipe)
        upload.write("the beginning")
        // Once its answer is there, the request before it on the same loop has arrived too.
        _ = try await server.run("pub", "a", "x")
        #expect(await tail.output.waits(forLines: 1))
        let start = ContinuousClock.now
        server.child.send(number)
        upload.write(", the end")
        upload.closeInput()
        #expect(await server.child.waits() == .status(0))
        #expect(ContinuousClock.now - start < .seconds(5))
        _ = await upload.waits()
        tail.send(SIGTERM)
        #expect(await tail.waits() == .signal(SIGTERM))
        #expect(tail.errors.text.contains("trying again"))
        #expect(!server.child.errors.text.contains("error"))
    }

    @Test func `a second signal ends serve at once`() async throws {
        let server = try await RunningServer()
        // A request that is in hand for as long as the drain waits.
        let upload = try server.start(["put", "-"], input: .pipe)
        upload.write("never ends")
        _ = try await server.run("status")
        server.child.send(SIGTERM)
        #expect(await server.child.errors.waits { $0.contains("shutting down") })
        server.child.send(SIGTERM)
        #expect(await server.child.waits() == .signal(SIGTERM))
        upload.send(SIGKILL)
    }

    @Test func `a second server on one database says who holds it`() async throws {
        let server = try await RunningServer()
        let second = try Child(
            ["serve", "--listen", "127.0.0.1:0"], folder: server.folder.path, patience: 10)
        #expect(await second.waits() == .status(1))
        #expect(second.errors.text.contains("cannot open database"))
        #expect(second.errors.text.contains("held by process"))
        #expect(try await server.run("status", "--check").exit == .status(0))
    }

    @Test func `a port in use is named, with the way out`() async throws {
        let server = try await RunningServer()
        let place = String(server.url.dropFirst("http://".count))
        let folder = try Folder()
        let second = try Child(["serve", "--listen", place], folder: folder.path, patience: 10)
        #expect(await second.waits() == .status(1))
        #expect(
            second.errors.text.contains("cannot listen on '\(place)': address already in use"))
        #expect(second.errors.text.contains("hint: "))
        #expect(!second.errors.text.contains("listening"))
    }
}
