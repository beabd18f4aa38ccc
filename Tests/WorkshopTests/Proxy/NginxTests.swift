import Foundation
import Testing
import WorkshopModel

/// `packaging/nginx/workshop.conf` in the real nginx.
@Suite(.enabled(if: Nginx.isThere, "nginx and openssl are needed"))
struct NginxTests {
    private static let name = ["--hostname", NginxSite.domain]

    private func pair(
        _ arguments: [String] = [], socket: String? = nil, _ edits: [NginxSite.Edit] = []
    ) async throws -> (server: RunningServer, nginx: Nginx) {
        let server = try await RunningServer(arguments, socket: socket)
        return (server, try await Nginx(.shipped(to: server, edits)))
    }

    @Test func `every kind of command works through TLS`() async throws {
        let (server, nginx) = try await pair()
        func run(_ arguments: String...) async throws -> Outcome {
            let outcome = try await server.run(arguments, environment: nginx.environment)
            #expect(outcome.exit == .status(0), "\(arguments): \(outcome.errors)")
            return outcome
        }
        _ = try await run("pub", "general", "x", #"{"n":1.0}"#)
        #expect(try await run("history", "general").text.contains(#""body":{"n":1.0}"#))
        let tail = try await run("tail", "general", "--since", "all", "--count", "1")
        #expect(tail.text.contains(#""body":{"n":1.0}"#))
        let bytes = (0..<3_000_000).map { UInt8(truncatingIfNeeded: $0 &* 7) }
        let hash = try await run("put", server.folder.write(bytes, to: "file")).member("hash")
        _ = try await run("get", hash, "-o", "copy")
        #expect(try server.folder.read("copy") == bytes)
        let id = try await run("task", "create", "add up", "--ch", "sums").member("id")
        _ = try await run("task", "run", "--once", "--ch", "sums", "--", "echo", "[1]")
        #expect(try await run("task", "show", id).text.contains(#""result":[1]"#))
        _ = try await run("presence", "beat", "general")
        #expect(try await run("presence").member("agent_id") == "tester.lab")
    }

    @Test(arguments: ["--http1.1", "--http2"])
    func `a stream passes each message on as it comes`(_ version: String) async throws {
        let (server, nginx) = try await pair(Self.name)
        let stream = try nginx.curl(version, "-Ni", "\(nginx.domain)/ch/a")
        #expect(await stream.output.waits { $0.contains("\n: open\n") })
        #expect(stream.output.text.hasPrefix(version == "--http2" ? "HTTP/2 200" : "HTTP/1.1 200"))
        for number in 1...3 {
            _ = try await server.run("pub", "a", "seen.\(number)x", "{}")
            #expect(await stream.output.waits { $0.contains("seen.\(number)x") })
        }
        stream.send(SIGTERM)
    }

    @Test func `tail goes on over a reload of nginx and restarts of the server`() async throws {
        let folder = try Folder()
        var server = try await RunningServer(in: folder)
        let port = server.port
        let nginx = try await Nginx(.shipped(to: server))
        let tail = try server.start(["tail"], environment: nginx.environment)
        try await server.waitForSubscribers(1)
        let tally = Tally()
        async let before = onThread { publish(port: port, as: "one", tally: tally, limit: 200) }
        try await tally.waits(for: 100)
        await nginx.reload()
        #expect(await tail.errors.waits(forLines: 2))
        _ = try await before
        for (round, signal) in [SIGTERM, SIGKILL].enumerated() {
            server.child.send(signal)
            _ = await server.child.waits()
            server = try await RunningServer(in: folder, port: port)
            let published = try await onThread {
                publish(port: port, as: "two", tally: Tally(), limit: 100)
            }
            #expect(published.answered.count == 100)
            #expect(await tail.errors.waits(forLines: 4 + 2 * round))
        }
        let history = try await server.wholeHistory()
        #expect(await tail.output.waits(forLines: history.count))
        #expect(difference(tail.output.lines, history) == nil)
        tail.send(SIGTERM)
        #expect(await tail.waits() == .signal(SIGTERM))
    }

    @Test func `a stream goes on after the id that it names`() async throws {
        let (server, nginx) = try await pair()
        for number in 1...3 { _ = try await server.run("pub", "a", "seen.\(number)x", "{}") }
        let first = messageID(try await server.wholeHistory()[0])
        let stream = try nginx.curl("-N", "-H", "Last-Event-ID: \(first)", "\(nginx.url)/")
        #expect(await stream.output.waits { $0.contains("seen.3x") })
        #expect(stream.output.text.contains("seen.2x") && !stream.output.text.contains("seen.1x"))
        stream.send(SIGTERM)
    }

    @Test func `a file comes in part, and one too large is refused in the server's words`()
        async throws
    {
        let (server, nginx) = try await pair(["--max-file-size", "1MiB"])
        let put = try await server.run("put", "-", input: .bytes(Array("0123456789".utf8)))
        let hash = try put.member("hash")
        #expect(try await nginx.ask("-r", "2-4", "\(nginx.url)/files/\(hash)") == "234")
        let large = try server.folder.write(Array(repeating: 7, count: 3 << 20), to: "large")
        let refused = try await server.run("put", large, environment: nginx.environment)
        #expect(refused.exit == .status(7))
        #expect(refused.errors.contains("'workshop serve --max-file-size' sets the limit"))
    }

    @Test func `a reader that is slow makes the server wait, not the proxy's disk`() async throws {
        let (server, nginx) = try await pair()
        let large = try server.folder.write(Array(repeating: 7, count: 16 << 20), to: "large")
        let hash = try await server.run("put", large).member("hash")
        let slow = try nginx.curl("--limit-rate", "4M", "\(nginx.url)/files/\(hash)")
        #expect(await slow.output.waits { $0.utf8.count > 2 << 20 })
        #expect(try nginx.buffered == [])
        slow.send(SIGTERM)
    }

    @Test func `the domain is served once --hostname names it, and says so until then`()
        async throws
    {
        let (other, nameless) = try await pair()
        let refusal = try await nameless.ask("-i", "\(nameless.domain)/status")
        #expect(refusal.hasPrefix("HTTP/2 421"))
        #expect(refusal.contains("'workshop serve --hostname \(NginxSite.domain)' would make it"))
        withExtendedLifetime(other) {}

        let (server, nginx) = try await pair(Self.name)
        let message = #"{"from":"page","type":"x"}"#
        func post(from origin: String) async throws -> String {
            try await nginx.ask(
                "-i", "-H", "Origin: \(origin)", "-d", message, nginx.domain + "/ch/a")
        }
        #expect(try await post(from: nginx.domain).hasPrefix("HTTP/2 201"))
        #expect(try await post(from: "https://elsewhere.example").hasPrefix("HTTP/2 403"))
        withExtendedLifetime(server) {}
    }

    @Test func `plain HTTP leads to the domain's TLS, and commands say so`() async throws {
        let (server, nginx) = try await pair()
        let answer = try await nginx.ask(
            "-i", "-H", "Host: \(NginxSite.domain)", "\(nginx.plainURL)/ch/a?since=1")
        #expect(answer.hasPrefix("HTTP/1.1 308 "))
        #expect(answer.contains("Location: https://\(NginxSite.domain)/ch/a?since=1\r\n"))
        let outcome = try await server.run("status", "--url", nginx.plainURL)
        #expect(outcome.exit == .status(7))
        #expect(outcome.errors.contains("another address, which may be 'https://'"))
    }

    @Test func `an address that is not on the list gets no further than nginx`() async throws {
        let (server, nginx) = try await pair([], [.init("allow 127.0.0.0/8;")])
        let outcome = try await server.run("status", environment: nginx.environment)
        #expect(outcome.exit == .status(7))
        #expect(outcome.errors.hasPrefix("workshop: the server answered 403 Forbidden\n"))
    }

    @Test func `a certificate can be asked for instead`() async throws {
        let authority = try TestAuthority.shared.get()
        let (server, nginx) = try await pair(
            [],
            [
                .init("allow 127.0.0.0/8;"), .init("deny all;"),
                .init(
                    "#ssl_client_certificate /etc/nginx/workshop-ca.pem;",
                    "ssl_client_certificate \(authority.certificate);"),
                .init("#ssl_verify_client on;", "ssl_verify_client on;"),
            ])
        let status = "\(nginx.url)/status"
        #expect(try await nginx.ask("-i", status).hasPrefix("HTTP/2 400"))
        let shown = try await nginx.ask(
            "-i", "--cert", authority.clientCertificate, "--key", authority.clientKey, status)
        #expect(shown.hasPrefix("HTTP/2 200"))
        withExtendedLifetime(server) {}
    }

    @Test func `the server can be reached by a Unix socket`() async throws {
        let (server, nginx) = try await pair(socket: "sock")
        let outcome = try await server.run("status", environment: nginx.environment)
        #expect(outcome.exit == .status(0), "\(outcome.errors)")
    }

    @Test func `an authority that is not trusted is told with the way out`() async throws {
        let (server, nginx) = try await pair()
        let outcome = try await server.run("status", environment: ["WORKSHOP_URL": nginx.url])
        #expect(outcome.exit == .status(6))
        #expect(outcome.errors.contains("CURL_CA_BUNDLE names a file of authorities to trust"))
    }
}
