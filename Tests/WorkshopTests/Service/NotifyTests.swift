import Foundation
import Testing

/// What systemd is told.
@Suite struct NotifyTests {
    private let folder: Folder
    private let socket: NotifySocket

    init() throws {
        folder = try Folder()
        socket = try NotifySocket(folder.file("notify"))
    }

    private func serve(
        _ arguments: [String] = [], environment: [String: String] = [:]
    ) async throws -> RunningServer {
        try await RunningServer(
            arguments, in: folder,
            environment: ["NOTIFY_SOCKET": socket.name].merging(environment) { $1 })
    }

    @Test func `it is ready when it listens, and stopping when it drains`() async throws {
        let server = try await serve()
        #expect(socket.heard.text.contains("STATUS=opening 'workshop.db'"))
        #expect(socket.heard.text.contains("READY=1\nSTATUS=serving on 127.0.0.1:\(server.port)"))
        #expect(!socket.heard.text.contains("STOPPING"))
        #expect(await server.stop() == .status(0))
        #expect(await socket.waits(for: "STOPPING=1\nSTATUS=finishing what is in hand"))
        #expect(!socket.heard.text.contains("WATCHDOG"))
    }

    @Test func `a socket in the abstract namespace is told too`() async throws {
        let socket = try NotifySocket("@workshop-test-\(UUID().uuidString)")
        let server = try await serve(environment: ["NOTIFY_SOCKET": socket.name])
        #expect(await socket.waits(for: "READY=1"))
        #expect(await server.stop() == .status(0))
    }

    @Test(arguments: ["/nowhere/at/all", "@", "notify", String(repeating: "/x", count: 100)])
    func `nobody to be told is no reason not to serve`(_ name: String) async throws {
        let server = try await serve(environment: ["NOTIFY_SOCKET": name, "WATCHDOG_USEC": "1"])
        #expect(await server.stop() == .status(0))
    }

    @Test(arguments: [
        (["--listen", "192.0.2.1:0"], "cannot listen on '192.0.2.1:0'"),
        (["--db", "notify/x.db"], "notify/x.db"),
        (["--retention-days", "soon"], "--retention-days"),
    ])
    func `a start that fails is told with its reason`(
        _ arguments: [String], _ reason: String
    ) async throws {
        let server = try Child(
            ["serve"] + arguments, environment: ["NOTIFY_SOCKET": socket.name],
            folder: folder.path)
        #expect(await server.waits() != .status(0))
        #expect(await socket.waits(for: "STATUS=") && socket.heard.text.contains(reason))
        #expect(!socket.heard.text.contains("READY"))
    }

    @Test func `it shows that it lives while another program locks the database`() async throws {
        let server = try await serve(environment: ["WATCHDOG_USEC": "100000"])
        #expect(await socket.waits(for: "WATCHDOG=1", times: 2))
        let lock = try Child(
            ["workshop.db", "BEGIN EXCLUSIVE; SELECT 'locked';", ".read /dev/stdin"],
            of: "/usr/bin/sqlite3", input: .pipe, folder: folder.path)
        #expect(await lock.output.waits { $0.contains("locked") })
        let pub = try server.start(["pub", "a", "x"])
        #expect(await server.child.errors.waits { $0.contains("locked by another program") })
        #expect(await socket.waits(for: "STATUS=cannot store what is sent: the database is locked"))
        let before = socket.heard.text.components(separatedBy: "WATCHDOG=1").count
        #expect(await socket.waits(for: "WATCHDOG=1", times: before + 2))
        lock.closeInput()
        #expect(await pub.waits() == .status(0))
        #expect(await socket.waits(for: "STATUS=serving", times: 2))
        #expect(await server.stop() == .status(0))
    }

    @Test func `a watch over another process is none over this one`() async throws {
        let server = try await serve(
            environment: ["WATCHDOG_USEC": "1000", "WATCHDOG_PID": "1"])
        _ = try await server.run("pub", "a", "x")
        #expect(await server.stop() == .status(0))
        #expect(await socket.waits(for: "STOPPING=1"))
        #expect(!socket.heard.text.contains("WATCHDOG"))
    }

    @Test func `SIGHUP does nothing`() async throws {
        let server = try await serve()
        let tail = try await server.startTail()
        server.child.send(SIGHUP)
        #expect(try await server.run("pub", "a", "x").exit == .status(0))
        #expect(await tail.output.waits(forLines: 1))
        #expect(await server.stop() == .status(0))
        #expect(tail.output.lines.count == 1)
    }
}
