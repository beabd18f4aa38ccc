import Testing
import WorkshopModel

@testable import WorkshopServer

@Suite("The browser guard")
struct BrowserGuardTests {
    private func code(
        host: String?, origin: String? = nil, site: String? = nil, navigation: Bool = false,
        version10: Bool = false, guarding: BrowserGuard = BrowserGuard()
    ) -> APIError.Code? {
        do {
            _ = try guarding.check(
                BrowserGuard.Claims(
                    host: host, origin: origin, fetchSites: site.map { [$0] } ?? [],
                    isNavigationToPage: navigation,
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
            ("a/b", false), ("user@localhost", false),
            ("a b", false),
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
            ("localhost", "http://localhost.", true),
        ])
    func origins(host: String, origin: String, isAdmitted: Bool) {
        #expect(code(host: host, origin: origin) == (isAdmitted ? nil : .forbidden))
    }

    @Test("lets pages in that it was told of")
    func allowedOrigins() throws {
        let guarding = BrowserGuard(origins: ["https://board.example.com"])
        let claims = BrowserGuard.Claims(
            host: "localhost", origin: "https://board.example.com", fetchSites: ["cross-site"],
            isNavigationToPage: false, isVersion10: false)
        #expect(try guarding.check(claims) == "https://board.example.com")
    }

    @Test("refuses what a browser says comes from another site, but for people following a link")
    func fetchSite() {
        #expect(code(host: "localhost", site: "cross-site") == .forbidden)
        #expect(code(host: nil, site: "cross-site", version10: true) == .forbidden)
        #expect(code(host: "localhost", site: "same-origin") == nil)
        #expect(code(host: "localhost", site: "none") == nil)
        #expect(code(host: "localhost", site: "cross-site", navigation: true) == nil)
    }
}
