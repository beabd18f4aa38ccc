import Foundation
import Testing

/// What an nginx gets that was told nothing but where the server is.
@Suite(.enabled(if: Nginx.isThere, "nginx and openssl are needed"))
struct BareProxyTests {
    private let message = #"{"from":"page","type":"x"}"#

    private func post(through nginx: Nginx) async throws -> String {
        try await nginx.ask(
            "-i", "-H", "Origin: \(nginx.plainURL)", "-d", message, "\(nginx.plainURL)/ch/a")
    }

    @Test func `a page's message is refused with the line that is missing`() async throws {
        let server = try await RunningServer()
        let bare = try await post(through: Nginx(.bare(to: server)))
        #expect(bare.hasPrefix("HTTP/1.1 403 "))
        #expect(bare.contains("behind nginx, say 'proxy_set_header Host $host;'"))

        let portless = NginxSite.bare(to: server, "proxy_set_header Host $host;")
        let answer = try await post(through: Nginx(portless))
        #expect(answer.hasPrefix("HTTP/1.1 403 "))
        #expect(answer.contains("behind nginx, say 'proxy_set_header Host $http_host;'"))

        let whole = NginxSite.bare(to: server, "proxy_set_header Host $http_host;")
        #expect(try await post(through: Nginx(whole)).hasPrefix("HTTP/1.1 201 "))
    }

    @Test func `a stream comes message by message all the same`() async throws {
        let server = try await RunningServer()
        let nginx = try await Nginx(.bare(to: server))
        let stream = try nginx.curl("-N", "\(nginx.plainURL)/")
        #expect(await stream.output.waits { $0.hasPrefix(": open\n") })
        _ = try await server.run("pub", "a", "seen.at.once", "{}")
        #expect(await stream.output.waits { $0.contains("seen.at.once") })
        stream.send(SIGTERM)
    }

    @Test func `a file that it does not take is told with the line that is missing`() async throws {
        let server = try await RunningServer()
        let nginx = try await Nginx(.bare(to: server))
        let large = try server.folder.write(Array(repeating: 7, count: 2 << 20), to: "large")
        let refused = try await server.run("put", large, "--url", nginx.plainURL)
        #expect(refused.exit == .status(7))
        #expect(refused.errors.contains("nginx's is 'client_max_body_size'"))
    }

    @Test func `a server that is gone is told from a proxy that is`() async throws {
        let server = try await RunningServer()
        let nginx = try await Nginx(.bare(to: server))
        _ = await server.stop()
        let outcome = try await server.run("status", "--url", nginx.plainURL)
        #expect(outcome.exit == .status(1))
        #expect(outcome.errors.contains("502 Bad Gateway\nhint: a proxy answers, and cannot reach"))
    }
}
