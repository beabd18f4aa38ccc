import Foundation
import Testing
import WorkshopModel

/// The mesh guard of the real binary, on addresses that mean something.
@Suite(
    "A peer from outside", .timeLimit(.minutes(2)),
    .enabled(if: NetworkNamespace.isPossible, "network namespaces need root and iproute2"))
struct OutsidePeerTests {
    private static let message = #"{"from":"a","type":"t"}"#

    /// Every way in: what can be asked, and what is no request at all.
    private static let requests = [
        "GET / HTTP/1.1\r\nHost: localhost\r\n\r\n",
        "GET /?format=ndjson&since=00000000000000000000000000 HTTP/1.1\r\nHost: localhost\r\n\r\n",
        "GET /ch/a HTTP/1.1\r\nHost: localhost\r\n\r\n", "GET /ch/a HTTP/1.0\r\n\r\n",
        "GET /ch/a/history HTTP/1.1\r\nHost: localhost\r\n\r\n",
        "GET /history HTTP/1.1\r\nHost: localhost\r\n\r\n",
        "GET /channels HTTP/1.1\r\nHost: localhost\r\n\r\n",
        "GET /tasks HTTP/1.1\r\nHost: localhost\r\n\r\n",
        "GET /tasks/x HTTP/1.1\r\nHost: localhost\r\n\r\n",
        "GET /files/x HTTP/1.1\r\nHost: localhost\r\n\r\n",
        "GET /presence HTTP/1.1\r\nHost: localhost\r\n\r\n",
        "GET /status HTTP/1.1\r\nHost: localhost\r\n\r\n",
        "GET /ui HTTP/1.1\r\nHost: localhost\r\n\r\n",
        "GET /ui/main.js HTTP/1.1\r\nHost: localhost\r\n\r\n",
        "GET /nothing HTTP/1.1\r\nHost: localhost\r\n\r\n",
        "OPTIONS * HTTP/1.1\r\nHost: localhost\r\n\r\n",
        "DELETE /status HTTP/1.1\r\nHost: evil.com\r\n\r\n", "GET /status HTTP/1.1\r\n\r\n",
        "POST /ch/a HTTP/1.1\r\nHost: localhost\r\nContent-Length: 23\r\n\r\n" + message,
        "POST /tasks HTTP/1.1\r\nHost: localhost\r\nContent-Length: 24\r\n\r\n"
            + #"{"from":"a","title":"x"}"#,
        "POST /presence HTTP/1.1\r\nHost: localhost\r\nContent-Length: 12\r\n\r\n"
            + #"{"from":"a"}"#,
        "POST /files HTTP/1.1\r\nHost: localhost\r\nContent-Length: 3\r\n\r\nabc",
        // Nothing of these bodies is ever sent: the answer does not wait for it.
        "POST /ch/a HTTP/1.1\r\nHost: localhost\r\nContent-Length: 23\r\n\r\n",
        "POST /files HTTP/1.1\r\nHost: localhost\r\nContent-Length: 50000000\r\n\r\n",
        "POST /files HTTP/1.1\r\nHost: localhost\r\nContent-Length: 9999999999\r\n\r\n",
        "POST /files HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n",
        "POST /files HTTP/1.1\r\nHost: localhost\r\nContent-Length: 3\r\n"
            + "Expect: 100-continue\r\n\r\n",
        "POST /tasks/claim HTTP/1.1\r\nHost: localhost\r\nContent-Length: 24\r\n\r\n"
            + #"{"from":"a","wait": 300}"#,
        "no request\r\n\r\n", "GET /\(String(repeating: "x", count: 30_000))",
    ]

    @Test("is refused whatever it asks, before its body is read, and changes nothing")
    func refused() async throws {
        let machines = try await TwoMachines()
        let server = try await machines.serve()
        for address in TwoMachines.outside {
            let peer = TwoMachines.peer(of: address)
            for request in OutsidePeerTests.requests {
                let (answer, isOver) = try await machines.connect(to: address) { connection in
                    try connection.write(Array(request.utf8))
                    // The first thing that comes, a '100 Continue' too.
                    return (try connection.answer(), try connection.isOver())
                }
                #expect(answer.status == 403, "\(address): \(request.prefix(60))")
                #expect(
                    answer.text.contains("\(peer) is outside the mesh")
                        && answer.text.contains("--allow \(peer)'"), "\(answer.text)")
                #expect(answer.head.contains("Cross-Origin-Resource-Policy: same-origin"))
                #expect(answer.head.contains("X-Content-Type-Options: nosniff"))
                #expect(isOver, "no second request")
            }
        }
        try await hasNothing(machines)
        #expect(!server.errors.text.contains("warning"))
    }

    @Test("is refused though it sends more than anybody would read")
    func flood() async throws {
        let machines = try await TwoMachines()
        let server = try await machines.serve()
        let answer = try await machines.connect(to: "203.0.113.1") { connection in
            try connection.send("POST", "/files", length: 50_000_000)
            let answer = try connection.answer()
            // It is told, and then nobody listens.
            let piece = [UInt8](repeating: 7, count: 1_000_000)
            #expect(throws: PlainConnection.BrokenOff.self) {
                for _ in 0..<50 { try connection.write(piece) }
            }
            return answer
        }
        #expect(answer.status == 403)
        try await hasNothing(machines)
        server.send(SIGTERM)
    }

    @Test("that is gone, its address with it, is not taken for one that has none")
    func gone() async throws {
        let machines = try await TwoMachines()
        let server = try await machines.serve()
        // The kernel accepts for a server that stands still, and forgets who it was.
        server.send(SIGSTOP)
        for address in TwoMachines.outside {
            try await machines.connect(to: address) { connection in
                let body = Array(OutsidePeerTests.message.utf8)
                try connection.send("POST", "/ch/a", body: body)
                connection.reset()
            }
        }
        server.send(SIGCONT)
        try await hasNothing(machines)
    }

    @Test("is admitted by its network, and nobody else with it")
    func allowed() async throws {
        let machines = try await TwoMachines()
        let server = try await machines.serve(
            "--allow", "203.0.113.9/24", "--allow", "2001:db8:8::/64")
        #expect(server.errors.text.contains("and 203.0.113.0/24, 2001:db8:8::/64; --allow"))
        let message = OutsidePeerTests.message
        #expect(try await machines.ask("203.0.113.1", "POST", "/ch/a", message).status == 201)
        for address in ["8.8.4.1", "2001:db8:7::1"] {
            #expect(try await machines.ask(address, "POST", "/ch/a", message).status == 403)
        }
        let history = try await machines.ask("10.77.0.1", "GET", "/history")
        #expect(history.text.split(separator: "\n").count == 1)
    }

    @Test("is not needed: those of the mesh use everything")
    func mesh() async throws {
        let machines = try await TwoMachines()
        let server = try await machines.serve()
        let lines = server.errors.lines.filter { $0.contains("admits") }
        #expect(lines.count == 1)
        for (count, address) in TwoMachines.mesh.enumerated() {
            let head = try await machines.connect(to: address) { connection in
                try connection.send("GET", "/ch/a")
                return try connection.head().status
            }
            #expect(head == 200, "\(address)")
            let posted = try await machines.ask(address, "POST", "/ch/a", OutsidePeerTests.message)
            #expect(posted.status == 201, "\(address)")
            let history = try await machines.ask(address, "GET", "/history")
            #expect(history.text.split(separator: "\n").count == count + 1)
        }
    }

    @Test("is let in by 'all', which a machine with a public address warns of")
    func all() async throws {
        let machines = try await TwoMachines()
        let server = try await machines.serve("--allow", "all")
        for address in TwoMachines.outside {
            #expect(try await machines.ask(address, "GET", "/status").status == 200)
        }
        let warnings = server.errors.lines.filter { $0.contains(" warning ") }
        #expect(warnings.count == 1)
        #expect(warnings.first?.contains("the public address 203.0.113.1") == true)
        let lines = server.errors.lines.filter { $0.contains("admits") }
        #expect(lines.count == 1 && lines[0].contains("(--allow all)"))
    }

    /// Nothing was stored, nothing is being stored, and nobody listens.
    private func hasNothing(_ machines: TwoMachines) async throws {
        let status = try await machines.ask("10.77.0.1", "GET", "/status")
        let counts = try JSONText(parsing: status.body)
        for key in ["messages", "tasks", "agents-live", "subscribers"] {
            #expect(counts[key]?.integer == 0, "\(key)")
        }
        let files = try FileManager.default.contentsOfDirectory(
            atPath: machines.folder.file("blobs"))
        #expect(files.isEmpty)
    }
}
