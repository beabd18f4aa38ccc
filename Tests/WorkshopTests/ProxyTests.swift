import Foundation
import Testing

@Suite struct ProxyTests {
    @Test func `http_proxy is used`() async throws {
        let body = #"{"uptime-s":1.0,"messages":7,"tasks":0}"#
        let proxy = try CannedServer(
            answer: "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n"
                + "Content-Length: \(body.utf8.count)\r\n\r\n\(body)")
        let child = try Child(
            ["status", "--url", "http://workshop.invalid:4242"],
            environment: ["http_proxy": "http://127.0.0.1:\(proxy.port)"])
        #expect(await child.waits() == .status(0))
        #expect(child.output.text.contains(#""messages":7"#))
        await proxy.request.waitsForEnd()
        #expect(
            proxy.request.text.hasPrefix("GET http://workshop.invalid:4242/status HTTP/1.1\r\n"))
    }

    /// It takes longer to load than a command takes without it.
    @Test func `libcurl is loaded for a proxy or TLS alone`() async throws {
        let server = try await RunningServer()
        func loads(_ environment: [String: String] = [:]) async throws -> Bool {
            let tail = try server.start(["tail"], environment: environment)
            try await server.waitForSubscribers(1)
            let grep = try Child(
                ["-q", "/libcurl", "/proc/\(tail.identifier)/maps"], of: "/bin/grep")
            let isLoaded = await grep.waits() == .status(0)
            tail.send(SIGKILL)
            try await server.waitForSubscribers(0)
            return isLoaded
        }
        #expect(try await !loads())
        #expect(try await loads(["http_proxy": server.url, "no_proxy": "127.0.0.1"]))
    }

    @Test func `a plain server is no TLS server, and that is said`() async throws {
        let server = try await RunningServer()
        let secure = server.url.replacing("http:", with: "https:")
        let outcome = try await server.run("status", "--url", secure)
        #expect(outcome.exit == .status(6))
        #expect(outcome.errors.contains("it does not speak TLS; write 'http://'"))
    }
}
