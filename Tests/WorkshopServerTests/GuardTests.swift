import Testing
import WorkshopModel

@testable import WorkshopServer

@Suite("The mesh guard")
struct MeshGuardTests {
    private func admits(_ guarding: MeshGuard, _ text: String) throws -> Bool {
        let address = try #require(IPAddress(text))
        do {
            try guarding.check(address, described: text)
            return true
        } catch {
            #expect(error.code == .forbidden)
            #expect(error.message.contains("--allow \(text)"))
            return false
        }
    }

    @Test(
        "admits the mesh and nobody else",
        arguments: [
            ("127.0.0.1", true), ("127.255.255.255", true), ("128.0.0.0", false), ("::1", true),
            ("::2", false), ("9.255.255.255", false), ("10.0.0.0", true), ("10.255.255.255", true),
            ("11.0.0.0", false), ("172.15.255.255", false), ("172.16.0.0", true),
            ("172.31.255.255", true), ("172.32.0.0", false), ("192.167.255.255", false),
            ("192.168.0.0", true), ("192.168.255.255", true), ("192.169.0.0", false),
            ("169.253.255.255", false), ("169.254.0.0", true), ("169.255.0.0", false),
            ("100.63.255.255", false), ("100.64.0.0", true), ("100.127.255.255", true),
            ("100.128.0.0", false), ("fbff::1", false), ("fc00::", true),
            ("fdff:ffff:ffff:ffff:ffff:ffff:ffff:ffff", true), ("fe00::", false),
            ("fe7f::1", false), ("fe80::1", true), ("fe80::1%eth0", true), ("febf::1", true),
            ("fec0::", false), ("::ffff:10.1.2.3", true), ("::ffff:8.8.8.8", false),
            ("8.8.8.8", false), ("2001:db8::1", false), ("0.0.0.0", false), ("::", false),
        ])
    func standard(address: String, admitted: Bool) throws {
        #expect(try admits(MeshGuard(), address) == admitted)
    }

    @Test("admits what --allow names")
    func allowed() throws {
        let block = try #require(AddressBlock("203.0.113.128/25"))
        let guarding = MeshGuard(allowed: [block])
        #expect(try admits(guarding, "203.0.113.128"))
        #expect(try admits(guarding, "::ffff:203.0.113.255"))
        #expect(try !admits(guarding, "203.0.113.127"))
        #expect(try admits(MeshGuard(admitsAll: true), "8.8.8.8"))
    }

    @Test("admits peers on a Unix socket")
    func unixSocket() {
        #expect(throws: Never.self) { try MeshGuard().check(nil, described: "unix") }
    }

    @Test(
        "takes only blocks that are some",
        arguments: ["", "1.2.3", "1.2.3.4/33", "::/129", "1.2.3.4/-1", "1.2.3.4/", "x/8", "/8"])
    func badBlocks(text: String) {
        #expect(AddressBlock(text) == nil)
    }
}

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
