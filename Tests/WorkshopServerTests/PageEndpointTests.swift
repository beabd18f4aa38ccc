import Foundation
import Testing

@testable import WorkshopServer

@Suite("The page over the wire")
struct PageEndpointTests {
    @Test("is served with a policy that lets nothing in, and is not sent twice")
    func document() async throws {
        try await RunningServer.with { server in
            let page = try server.request("GET", "/ui")
            #expect(page.status == 200)
            #expect(page.header("content-type") == "text/html; charset=utf-8")
            #expect(page.header("x-content-type-options") == "nosniff")
            #expect(page.header("cache-control") == "no-cache")
            let policy = try #require(page.header("content-security-policy"))
            #expect(policy.hasPrefix("default-src 'none';"))
            #expect(!policy.contains("unsafe") && !policy.contains("*"))
            let tag = try #require(page.header("etag"))
            let again = try server.request("GET", "/ui", headers: ["If-None-Match: \(tag)"])
            #expect(again.status == 304 && again.body.isEmpty)
            let head = try server.request("HEAD", "/ui")
            #expect(head.status == 200 && head.header("content-length") == "\(page.body.count)")
        }
    }

    @Test(
        "has its parts, each with its type",
        arguments: [
            ("main.js", "text/javascript; charset=utf-8"), ("style.css", "text/css; charset=utf-8"),
            ("icon.svg", "image/svg+xml"), ("index.html", "text/html; charset=utf-8"),
        ])
    func parts(name: String, type: String) async throws {
        try await RunningServer.with { server in
            let part = try server.request("GET", "/ui/\(name)")
            #expect(part.status == 200 && part.header("content-type") == type)
            #expect(part.header("content-security-policy") != nil)
        }
    }

    @Test("has no other parts, and sends those who add a slash to itself")
    func others() async throws {
        try await RunningServer.with { server in
            for name in ["nothing.js", "..%2Findex.html", "Main.js", "%00"] {
                #expect(try server.request("GET", "/ui/\(name)").status == 404, "\(name)")
            }
            #expect(try server.request("GET", "/ui/a/b").status == 404)
            #expect(try server.request("POST", "/ui", "{}").status == 405)
            let slash = try server.request("GET", "/ui/")
            #expect(slash.status == 308 && slash.header("location") == "../ui")
        }
    }

    @Test("may be followed to from elsewhere, but not driven from there")
    func elsewhere() async throws {
        try await RunningServer.with { server in
            let site = "Sec-Fetch-Site: cross-site"
            let followed = try server.request(
                "GET", "/ui", headers: [site, "Sec-Fetch-Mode: navigate"])
            #expect(followed.status == 200)
            for (target, mode) in [("/ui", "cors"), ("/ui/main.js", "no-cors"), ("/", "navigate")] {
                let answer = try server.request(
                    "GET", target, headers: [site, "Sec-Fetch-Mode: \(mode)"])
                #expect(answer.status == 403, "\(target)")
            }
        }
    }

    @Test("holds every file of its folder, and the page asks for nothing else")
    func files() throws {
        let here = URL(filePath: #filePath)
        let folder = here.deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().appending(path: "Sources/WorkshopServer/Page/Web")
        let names = try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted()
        #expect(PageAsset.names == names)
        for name in names {
            let bytes = try Data(contentsOf: folder.appending(path: name))
            #expect(PageAsset.named(name)?.bytes == Array(bytes), "\(name)")
            let text = String(decoding: bytes, as: UTF8.self)
            for address in text.matches(of: /https?:\/\/[^"' )]+/) {
                #expect(address.0 == "http://www.w3.org/2000/svg", "\(name)")
            }
            for part in text.matches(of: /(?:from "\.\/|ui\/)([a-z-]+\.[a-z]+)"/) {
                #expect(names.contains(String(part.1)), "\(name)")
            }
        }
    }
}
