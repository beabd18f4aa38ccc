import Foundation
import Testing
import WorkshopModel

/// The rules of axe-core, which `make test` fetches, on everything that can be shown.
@Suite("The page, for everybody", .timeLimit(.minutes(3)), .enabled(if: Axe.isThere))
struct AccessibilityTests {
    @Test("breaks no rule, whatever is shown", arguments: ["dark", "light"])
    func rules(scheme: String) async throws {
        let server = try await RunningServer()
        let created = try await server.run("task", "create", "mow", "--context", #"{"a":[1]}"#)
        let task = try #require(try created.json()["id"]?.string)
        _ = try await server.run("task", "claim", task, "--from", "ann")
        _ = try await server.run("task", "interrupt", task, "--reason", "rain")
        _ = try await server.run("task", "create", "another")
        _ = try await server.run("presence", "beat", "general", "--from", "ann")
        for type in ["msg.text", "file.shared", "agent.here", "build.error", "build.done"] {
            _ = try await server.run("pub", "general", type, "--text", "said")
        }
        let newest = try await server.run("history", "-n", "1").json()
        let message = try #require(newest["id"]?.string)
        let page = try await Page(of: server)
        try await page.browser.tool(
            "Emulation.setEmulatedMedia",
            ["features": [["name": "prefers-color-scheme", "value": scheme]]])
        for fragment in [
            "#feed", "#feed?ch=none", "#feed?m=\(message)", "#tasks", "#tasks?t=\(task)", "#agents",
        ] {
            let opens = fragment.contains(/[mt]=/)
            try await page.browser.run("location.hash = arguments[0]", fragment)
            try await page.browser.waits(
                for: "document.getElementById('detail').hidden === \(!opens)")
            try await holds(page, fragment)
        }
        try await page.browser.press("?")
        try await holds(page, "the list of keys")
        try await page.browser.press("\u{E00C}")
        try await page.browser.resize(width: 360, height: 740)
        try await page.browser.run("location.hash = '#feed'")
        try await holds(page, "narrow")
        let isCut: Bool = try await page.browser.run(
            "return document.documentElement.scrollWidth > innerWidth")
        #expect(!isCut, "nothing hangs over the edge of a narrow screen")
    }

    private func holds(_ page: Page, _ place: String) async throws {
        try await page.browser.run(try Axe.source())
        let broken: [String] = try await page.browser.run(
            """
            return axe.run(document, {resultTypes: ['violations']}).then((found) =>
              found.violations.flatMap((rule) => rule.nodes.map((node) =>
                `${rule.id}: ${node.target} ${node.failureSummary}`)));
            """)
        #expect(broken == [], "\(place)")
    }
}

/// Where `make test` puts axe-core: beside what is built.
enum Axe {
    static let path: String = {
        let tests = URL(filePath: "/proc/self/exe").resolvingSymlinksInPath()
        let named = ProcessInfo.processInfo.environment["WORKSHOP_AXE"] ?? ""
        if !named.isEmpty { return named }
        var folder = tests.deletingLastPathComponent()
        while folder.path != "/", folder.lastPathComponent != ".build" {
            folder.deleteLastPathComponent()
        }
        return folder.appending(path: "axe/axe.min.js").path
    }()

    static var isThere: Bool { FileManager.default.fileExists(atPath: path) }

    static func source() throws -> String {
        String(decoding: try Data(contentsOf: URL(filePath: path)), as: UTF8.self)
    }
}
