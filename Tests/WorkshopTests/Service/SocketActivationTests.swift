import Foundation
import Testing

/// Sockets that were handed over, as systemd does it.
@Suite struct SocketActivationTests {
    private let folder: Folder

    init() throws { folder = try Folder() }

    @Test func `a socket that was given stands in for --listen, and that is told`() async throws {
        let server = try await RunningServer(
            ["--listen", "192.0.2.1:0"], in: folder, sockets: [ListeningSocket()])
        #expect(try await server.run("pub", "a", "x").exit == .status(0))
        #expect(
            await server.child.errors.waits {
                $0.contains("(LISTEN_FDS) stand in for --listen")
            })
        #expect(await server.stop() == .status(0))
    }

    @Test func `several are served, TCP and Unix, and nothing else is`() async throws {
        let path = folder.file("given")
        let server = try await RunningServer(
            in: folder, environment: ["PORT": "no port", "HOST": "no host"],
            sockets: [ListeningSocket(), ListeningSocket(path: path)])
        #expect(try await server.run("pub", "a", "x").exit == .status(0))
        let unix = try Child(
            ["history", "a"], environment: ["WORKSHOP_URL": "unix:\(path)"])
        #expect(await unix.waits() == .status(0))
        #expect(unix.output.lines.count == 1)
        #expect(server.child.errors.lines.count { $0.contains("listening on") } == 2)
        #expect(await server.stop() == .status(0))
        // It belongs to who gave it.
        #expect(FileManager.default.fileExists(atPath: path))
    }

    @Test func `who connects between two servers waits for the second`() async throws {
        let socket = try ListeningSocket()
        let first = try await RunningServer(in: folder, sockets: [socket])
        #expect(await first.stop() == .status(0))
        // The kernel takes the connection; nobody is there to accept it.
        let waiting = try PlainConnection(port: first.port)
        let second = try await RunningServer(in: folder, sockets: [socket])
        #expect(second.url == first.url)
        let answer = try waiting.ask("POST", "/ch/a", #"{"from":"a","type":"between"}"#)
        #expect(answer.status == 201)
        #expect(await second.stop() == .status(0))
    }

    @Test func `restarts under load fail no request, though nobody repeats one`() async throws {
        let socket = try ListeningSocket()
        var server = try await RunningServer(in: folder, sockets: [socket])
        let port = server.port
        let tally = Tally()
        async let load = onThread {
            var count = 0
            while !tally.isOver {
                // A connection each: the first request of one is repeated by no client.
                let answer = try PlainConnection(port: port).ask(
                    "POST", "/ch/a", #"{"from":"a","type":"t"}"#)
                #expect(answer.status == 201, "\(answer.text)")
                count += 1
                tally.add()
            }
            return count
        }
        for _ in 1...3 {
            try await tally.waits(for: tally.value + 50)
            #expect(await server.stop() == .status(0))
            server = try await RunningServer(in: folder, sockets: [socket])
        }
        try await tally.waits(for: tally.value + 50)
        tally.end()
        let count = try await load
        let history = try await server.run("history", "a", "--all")
        #expect(history.text.split(separator: "\n").count == count)
        #expect(await server.stop() == .status(0))
    }

    @Test func `what was meant for another process is left alone`() async throws {
        let server = try await RunningServer(
            in: folder, environment: ["LISTEN_FDS": "1", "LISTEN_PID": "1"])
        #expect(await server.stop() == .status(0))
        #expect(!server.child.errors.text.contains("LISTEN_FDS"))
    }

    @Test(arguments: [
        ("x", 2, "LISTEN_FDS: 'x' is no number of sockets"),
        ("-1", 2, "LISTEN_FDS: '-1' is no number of sockets"),
        ("1", 1, "cannot listen on descriptor 3: it is no listening stream socket"),
        // By then the number may be that of something of the process' own.
        ("2", 1, "cannot listen on descriptor 4: it is no"),
    ])
    func `what cannot be listened on is named`(
        _ count: String, _ status: Int32, _ sentence: String
    ) async throws {
        // The second of two is missing; the only one of one is a file.
        let redirection = count == "1" ? "3</dev/null" : "4>&-"
        let socket = try ListeningSocket()
        let server = try Child(
            ["-c", "LISTEN_PID=$$ exec '\(Binary.path)' serve \(redirection)"], of: "/bin/sh",
            environment: ["LISTEN_FDS": count], descriptors: [socket.descriptor],
            folder: folder.path)
        #expect(await server.waits() == .status(status))
        #expect(server.errors.text.contains(sentence), "\(server.errors.text)")
        #expect(!FileManager.default.fileExists(atPath: folder.file("workshop.db")))
    }

    @Test func `other commands are not harmed, and hand nothing on`() async throws {
        let server = try await RunningServer(in: folder)
        _ = try await server.run("task", "create", "look around")
        let socket = try ListeningSocket()
        let worker = try Child(
            [
                "-c", #"LISTEN_PID=$$ LISTEN_FDS=1 LISTEN_FDNAMES=x exec "$0" "$@""#, Binary.path,
                "task", "run", "--once", "--", "/bin/sh", "-c",
                #"printf '"%s"' "${LISTEN_PID-}${LISTEN_FDS-}${LISTEN_FDNAMES-}""#,
            ], of: "/bin/sh", environment: ["WORKSHOP_URL": server.url, "AGENT_ID": "w.lab"],
            descriptors: [socket.descriptor], folder: folder.path)
        #expect(await worker.waits() == .status(0), "\(worker.errors.text)")
        let tasks = try await server.run("task", "list")
        #expect(tasks.text.contains(#""result":"""#), "\(tasks.text)")
    }
}
