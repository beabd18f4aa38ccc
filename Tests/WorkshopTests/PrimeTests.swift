import Foundation
import Testing
import WorkshopModel

/// `workshop prime`: the page that an agent begins with.
@Suite struct PrimeTests {
    @Test func `it tells who and where one is, and what there is to do`() async throws {
        let server = try await RunningServer()
        _ = try await server.run("pub", "general", "x")
        let held = try await server.run("task", "create", "held\u{7}").errors
        #expect(held.contains("control character"))
        var ids: [String: String] = [:]
        for (title, agent) in [("mine", nil), ("for me", "tester.lab"), ("theirs", "other.lab")] {
            let assignment = agent.map { ["--for", $0] } ?? []
            ids[title] = try await server.run(["task", "create", title] + assignment).member("id")
        }
        _ = try await server.run("task", "claim", ids["mine"] ?? "")
        _ = try await server.run("task", "interrupt", ids["mine"] ?? "")
        let page = try await server.run("prime")
        #expect(page.exit == .status(0))
        #expect(page.errors.isEmpty)
        #expect(page.text.contains("You are 'tester.lab'.\nThe server is \(server.url).\n"))
        #expect(page.screen.contains("  general: 1 message, <time>\n"))
        #expect(
            page.screen.contains(
                """
                Tasks you hold:
                  <id>  (STOP IT) mine
                Open tasks for you:
                  <id>  for me
                Other open tasks:
                  <id>  (for other.lab) theirs

                """))
        let json = try await server.run("prime", "--json").json()
        #expect(json["agent"]?.string == "tester.lab")
        #expect(json["held"]?["tasks"]?.elements?.first?["interrupted"]?.boolean == true)
        #expect(json["assigned"]?["tasks"]?.elements?.first?["id"]?.string == ids["for me"])
        #expect(json["open"]?["tasks"]?.elements?.first?["title"]?.string == "theirs")
        let guide = try #require(json["guide"]?.string)
        #expect(page.text.hasSuffix(guide + "\n"))
    }

    @Test func `a thousand channels and a hundred tasks fit the page`() async throws {
        let server = try await RunningServer()
        let port = server.port
        let name = String(repeating: "%E6%BC%A2", count: 40)
        try await onThread {
            let connection = try PlainConnection(port: port)
            for number in 0..<1_000 {
                let path = "/ch/\(number)\(name)"
                let answer = try connection.ask("POST", path, #"{"from":"a","type":"x"}"#)
                #expect(answer.status == 201)
            }
            let title = String(repeating: "漢", count: 300)
            for _ in 0..<120 {
                let answer = try connection.ask(
                    "POST", "/tasks", #"{"from":"a","title":"\#(title)"}"#)
                #expect(answer.status == 201)
            }
        }
        let page = try await server.run("prime")
        #expect(page.lines.count <= 60)
        #expect(page.text.contains("  and 995 more, see 'workshop channels'\n"))
        #expect(page.text.contains("  and more than 95 more, see 'workshop task list"))
    }

    @Test func `a server that does not answer holds nobody up`() async throws {
        let silent = try SilentServer()
        let start = ContinuousClock.now
        let page = try Child(
            ["prime", "--url", "http://127.0.0.1:\(silent.port)"], patience: 20)
        #expect(await page.waits() == .status(6))
        // It gives up after two seconds; a busy machine may take its time.
        #expect(ContinuousClock.now - start < .seconds(10))
        #expect(page.output.text.contains("It does not answer: "))
        #expect(page.output.text.contains("workshop task claim --next"))
        #expect(page.errors.text.hasPrefix("workshop: "))
    }
}
