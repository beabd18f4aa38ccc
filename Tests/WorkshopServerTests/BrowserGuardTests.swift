import Testing
import WorkshopModel

@testable import WorkshopServer

@Suite("The browser guard")
struct BrowserGuardTests {
    private func code(
        host: String?, target: String? = nil, origin: String? = nil, site: String? = nil,
        framed: Bool = false, navigation: Bool = false,
        version10: Bool = false, guarding: BrowserGuard = BrowserGuard()
    ) -> APIError.Code? {
        do {
            _ = try guarding.check(
                BrowserGuard.Claims(
                    host: host, target: target, origin: origin, fetchSites: site.map { [$0] } ?? [],
                    isFramed: framed, isNavigationToPage: navigation,
                    isVersion10: version10))
            return nil
        } catch {
            return error.code
        }
    }

    @Test(
        "answers to names of a mesh only",
        arguments: [
            ("localhost", true), ("localhost:4242", true), ("LOCALHOST.", true),
            ("a.localhost", true), ("127.0.0.1:1", true), ("[::1]:4242", true), ("[::1]", true),
            ("8.8.8.8", true), ("vps", true), ("vps:80", true), ("x.local", true), ("x.lan", true),
            ("x.internal", true), ("x.home.arpa", true), ("box.tail1234.ts.net:4242", true),
            ("evil.com", false), ("evil.com:4242", false), ("local.evil.com", false),
            ("xlocal.com", false), ("127.0.0.1.evil.com", false), ("ts.net", false),
            (".local", false), ("example.local.", true), ("a:b:c", false), ("[", false),
            ("a/b", false), ("user@localhost", false), ("localhost@evil.com", false),
            ("localhost:80@evil.com", false), ("a b", false), (".", false), ("..", false),
            (":80", false), ("localhost..", false), ("localhost:", true), ("localhost:x", false),
            ("localhost:65536", false), ("localhost:-1", false), ("localhost:80:80", false),
            ("localhost#evil.com", false), ("localhost\\.evil.com", false), ("localhost%00", false),
            ("127.0.0.1\u{0}.evil.com", false), ("127.0.0.1.", true), ("127.0.0.1%eth0", false),
            ("127.1", false), ("0x7f.0.0.1", false), ("2130706433", true), ("::1", true),
            ("[::1]evil.com", false), ("[::1].evil.com", false), ("[localhost]", false),
            ("[127.0.0.1]", false), ("[fe80::1%25eth0]:4242", true), ("[fe80::1%eth0]", true),
            ("[::ffff:127.0.0.1]:1", true), ("[]", false), ("xn--bcher-kva.local", true),
            ("bücher.local", true), ("bücher", true), ("bücher.example", false),
            ("xn--bcher-kva.example", false), ("evil。com", false), ("evil．com", false),
            ("x.local.evil.com", false), ("xlocal", true), ("x.loca\u{212A}", false),
            ("home.arpa", false), ("x.home.arpa", true), ("*", false), ("*.local", false),
        ])
    func hosts(host: String, isAdmitted: Bool) {
        #expect(code(host: host) == (isAdmitted ? nil : .misdirected))
    }

    @Test("answers to names it was given")
    func hostnames() {
        let guarding = BrowserGuard(hostnames: ["Workshop.Example.com."])
        #expect(code(host: "workshop.example.com:443", guarding: guarding) == nil)
        #expect(code(host: "workshop.example.com.", guarding: guarding) == nil)
        #expect(code(host: "x.workshop.example.com", guarding: guarding) == .misdirected)
        #expect(code(host: "workshop.example.com..", guarding: guarding) == .misdirected)
        // The Kelvin sign is no k, though its lower case is.
        #expect(code(host: "wor\u{212A}shop.example.com", guarding: guarding) == .misdirected)
    }

    @Test("is not opened by a machine that has no name", arguments: ["", ".", "(none)"])
    func namelessMachine(name: String) {
        let guarding = BrowserGuard(hostnames: [name])
        for host in [".", ":80", "(none)"] {
            #expect(code(host: host, guarding: guarding) == .misdirected, "\(host)")
        }
    }

    @Test("goes by the target in absolute form, which does not stand for a missing Host")
    func absoluteForm() {
        #expect(code(host: "evil.com", target: "localhost:4242") == nil)
        #expect(code(host: "localhost", target: "evil.com") == .misdirected)
        #expect(code(host: "localhost", target: "localhost@evil.com") == .misdirected)
        #expect(code(host: "localhost", target: "evil.com@localhost") == .misdirected)
        #expect(code(host: "localhost", target: "") == .malformed)
        #expect(code(host: nil, target: "localhost") == .malformed)
        #expect(code(host: nil, target: "localhost", version10: true) == nil)
        #expect(code(host: "evil.com", target: "", version10: true) == .malformed)
        #expect(
            code(host: "localhost", target: "vps", origin: "http://localhost") == .forbidden)
    }

    @Test(
        "names the line that a proxy lacks",
        arguments: [
            ("127.0.0.1:4242", "https://workshop.example.com", "$host"),
            ("workshop.local", "https://workshop.local:8443", "$http_host"),
            ("workshop.local", "null", "$host"),
        ])
    func proxyLine(host: String, origin: String, variable: String) {
        let error = #expect(throws: APIError.self) {
            try BrowserGuard().check(
                BrowserGuard.Claims(
                    host: host, origin: origin, fetchSites: [], isFramed: false,
                    isNavigationToPage: false, isVersion10: false))
        }
        #expect(error?.message.hasSuffix("'proxy_set_header Host \(variable);'") == true)
    }

    @Test("wants a Host on HTTP/1.1")
    func missingHost() {
        #expect(code(host: nil) == .malformed)
        #expect(code(host: "") == .malformed)
        #expect(code(host: nil, version10: true) == nil)
        #expect(code(host: nil, origin: "http://localhost", version10: true) == .malformed)
    }

    @Test(
        "lets pages of its own authority drive it, and no other",
        arguments: [
            ("localhost:4242", "http://localhost:4242", true),
            ("localhost:4242", "https://LOCALHOST:4242", true),
            ("vps", "http://vps:80", true), ("vps", "https://vps:443", true),
            ("vps:80", "http://vps", true), ("vps", "http://vps:443", false),
            ("localhost:4242", "http://localhost:4243", false),
            ("localhost:4242", "http://localhost", false),
            ("localhost:4242", "http://evil.com", false), ("localhost:4242", "null", false),
            ("localhost:4242", "", false), ("[::1]:4242", "http://[::1]:4242", true),
            ("localhost:4242", "http://127.0.0.1:4242", false),
            ("localhost", "http://localhost.", true), ("localhost.", "http://localhost", true),
            ("VPS", "http://vps", true), ("vps:0080", "http://vps", true),
            ("[::1]", "http://[::1]:80", true), ("[::1]:4242", "http://[::2]:4242", false),
            ("localhost", "http://localhost:", true), ("localhost", "http://", false),
            ("localhost", "localhost", false), ("localhost", "http:localhost", false),
            ("localhost", "http://localhost/", false), ("localhost", "http://localhost#", false),
            ("localhost", "http://localhost@evil.com", false),
            ("localhost", "http://evil.com@localhost", false),
            ("localhost:4242", "http://localhost:4242@evil.com", false),
            ("localhost", "http://[localhost]", false),
            ("localhost", "http://localhost.evil.com", false),
            ("localhost", "http://evil.com/localhost", false), ("localhost", "file://", false),
            ("127.0.0.1", "http://127.0.0.1.evil.com", false),
            ("[::1]", "http://[::1].evil.com", false),
            ("xn--bcher-kva.local", "http://xn--bcher-kva.local", true),
            ("localhost", "Null", false), ("localhost:443", "wss://localhost:443", true),
        ])
    func origins(host: String, origin: String, isAdmitted: Bool) {
        #expect(code(host: host, origin: origin) == (isAdmitted ? nil : .forbidden))
    }

    @Test("lets pages in that it was told of")
    func allowedOrigins() throws {
        let guarding = BrowserGuard(
            origins: ["HTTPS://Board.example.com:443", "http://[::1]:8000"].compactMap {
                WebOrigin($0)
            })
        func named(_ origin: String) throws -> String? {
            try guarding.check(
                BrowserGuard.Claims(
                    host: "localhost", origin: origin, fetchSites: ["cross-site"],
                    isFramed: false, isNavigationToPage: false, isVersion10: false))
        }
        // Word for word as the browser says it, which compares every byte.
        for origin in ["https://board.example.com", "http://[::1]:8000"] {
            #expect(try named(origin) == origin)
        }
        for origin in [
            "http://board.example.com", "https://board.example.com:8443", "http://[::1]",
            "https://board.example.com.evil.com", "https://x.board.example.com", "null", "",
            "https://board.example.com@evil.com", "https://board.example.com/", "https://evil.com",
        ] {
            #expect(throws: APIError.self, "\(origin)") { try named(origin) }
        }
        // Being admitted as a page does not make a host of the mesh.
        #expect(
            code(host: "evil.com", origin: "https://board.example.com", guarding: guarding)
                == .misdirected)
    }

    @Test("refuses what a browser says comes from another site, but for people following a link")
    func fetchSite() {
        #expect(code(host: "localhost", site: "cross-site") == .forbidden)
        #expect(code(host: nil, site: "cross-site", version10: true) == .forbidden)
        #expect(code(host: "localhost", site: "same-origin") == nil)
        #expect(code(host: "localhost", site: "same-site") == nil)
        #expect(code(host: "localhost", origin: "null", site: "same-site") == .forbidden)
        #expect(
            code(host: "localhost", origin: "http://localhost:1", site: "same-site") == .forbidden)
        // Not even a page whose authority is ours, if the browser says that it is not.
        #expect(
            code(host: "localhost", origin: "http://localhost", site: "cross-site") == .forbidden)
        #expect(code(host: "localhost", site: "none") == nil)
        #expect(code(host: "localhost", site: "cross-site", navigation: true) == nil)
        #expect(code(host: "evil.com", site: "cross-site", navigation: true) == .misdirected)
        for site in ["cross-site", "same-site"] {
            #expect(
                code(host: "localhost", site: site, framed: true, navigation: true) == .forbidden)
        }
        for site in ["same-origin", "none", nil] {
            #expect(code(host: "localhost", site: site, framed: true) == nil)
        }
        #expect(
            code(host: "localhost", origin: "null", site: "cross-site", navigation: true)
                == .forbidden)
    }
}
