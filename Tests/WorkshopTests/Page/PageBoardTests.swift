import Foundation
import Testing
import WorkshopModel

/// The tasks of the page, and what is done to them.
@Suite("The board of the page", .timeLimit(.minutes(3)))
struct PageBoardTests {
    @Test("stands in one column in a narrow window, nothing over anything else")
    func narrow() async throws {
        let server = try await RunningServer()
        for number in 0..<30 { _ = try await server.makeTask("task \(number)") }
        let task = try await server.makeTask("held")
        _ = try await server.run("task", "claim", task, "--from", "ann")
        let page = try await Page(
            of: server, in: try await Browser(width: 360, height: 740), at: "#tasks")
        try await page.browser.waits(for: "document.querySelectorAll('.card').length === 31")
        let isApart: Bool = try await page.browser.run(
            """
            const boxes = [...document.querySelectorAll('.column h3, .card')]
              .map((one) => one.getBoundingClientRect());
            return boxes.every((box, index) => index === 0 || box.top >= boxes[index - 1].bottom);
            """)
        #expect(isApart)
    }

    @Test("a holder that is interrupted and silent looks both")
    func marks() async throws {
        let server = try await RunningServer()
        let task = try await server.makeTask("mow")
        _ = try await server.run("task", "claim", task, "--from", "ann")
        _ = try await server.run("task", "interrupt", task, "--reason", "rain")
        _ = try await server.run("presence", "beat", "general", "--from", "ann")
        let page = try await Page(of: server)
        try await page.browser.run(
            """
            const now = Date.now.bind(Date);
            Date.now = () => now() + 3600000;
            location.hash = '#tasks';
            """)
        try await page.browser.waits(for: "document.querySelector('.card.interrupted.silent')")
        let colours: [String] = try await page.browser.run(
            """
            const card = document.querySelector('.card.interrupted.silent');
            const colour = (one) => getComputedStyle(one).color;
            return [getComputedStyle(card).borderTopColor, colour(card.querySelector('strong.interrupted')),
              colour(card.querySelector('strong.silent'))];
            """)
        #expect(colours[0] == colours[1] && colours[1] != colours[2])
        try await page.browser.run("location.hash = '#agents'")
        try await page.browser.waits(
            for: "document.querySelector('#agents-list strong.interrupted')")
        let agents: String = try await page.browser.run(
            "return getComputedStyle(document.querySelector('#agents-list strong')).color")
        #expect(agents == colours[1])
    }

    @Test("asks for the name where one acts without one")
    func nameless() async throws {
        let server = try await RunningServer()
        let task = try await server.makeTask("mow")
        let page = try await Page(of: server, at: "#tasks?t=\(task)")
        try await page.browser.waits(for: "document.querySelector('#detail .actions button')")
        try await page.browser.click("#detail .actions button")
        try await page.browser.waits(
            for: "document.querySelector('#detail p[role=alert]').textContent"
                + " === \"say who you are in 'from' first\"")
        #expect(try await page.browser.run("return document.activeElement.id") == "task-from")
        try await page.browser.type("ann", into: "#task-from")
        try await page.browser.click("#detail .actions button")
        try await page.browser.waits(
            for: "document.querySelector('#detail .facts')?.textContent.includes('held byann')")
        // It is the same name everywhere, and kept.
        #expect(
            try await page.browser.run("return document.getElementById('compose-from').value")
                == "ann")
        #expect(try await page.browser.run("return localStorage.getItem('workshop.from')") == "ann")
    }

    @Test("a result that is no JSON is not taken")
    func brokenResult() async throws {
        let server = try await RunningServer()
        let task = try await server.makeTask("mow")
        _ = try await server.run("task", "claim", task, "--from", "ann")
        let page = try await Page(of: server)
        try await page.browser.replace("#compose-from", with: "ann")
        try await page.browser.run("location.hash = '#tasks?t=\(task)'")
        try await page.browser.waits(for: "document.getElementById('task-result')")
        try await page.browser.type("{\"cut\":tru", into: "#task-result")
        try await page.browser.click("#detail .actions button")
        try await page.browser.waits(
            for: "document.querySelector('#detail p[role=alert]').textContent"
                + ".startsWith('the result is no JSON')")
        #expect(try await server.run("task", "list").json()["status"]?.string == "claimed")
        try await page.browser.type("e}", into: "#task-result")
        try await page.browser.click("#detail .actions button")
        try await page.browser.waits(for: "document.querySelector('.column.done .card')")
    }

    @Test("shows a task's notes and reasons, however much is said of others")
    func notes() async throws {
        let server = try await RunningServer()
        let task = try await server.makeTask("mow")
        _ = try await server.run("task", "claim", task, "--from", "ann")
        _ = try await server.run("task", "update", task, #"{"note":"half done"}"#, "--from", "ann")
        _ = try await server.run("task", "update", task, #"{"share":0.50}"#, "--from", "ann")
        _ = try await server.run("task", "interrupt", task, "--reason", "it rains")
        try await server.say(
            lines: (0..<1_100).map { "{\"task-id\":\"other\",\"n\":\($0)}" }, in: "tasks",
            type: "task.updated")
        let page = try await Page(of: server, at: "#tasks?t=\(task)")
        try await page.browser.waits(
            for: "document.querySelectorAll('#detail .thread li').length === 5")
        let said: [String] = try await page.browser.run(
            "return [...document.querySelectorAll('#detail .thread .words')].map((one) => one.textContent)"
        )
        #expect(said == ["", "", "half done", #"{"share":0.50}"#, "it rains"])
        // What is said from now on comes to them.
        _ = try await server.run("task", "update", task, #"{"note":"on again"}"#, "--from", "ann")
        try await page.browser.waits(
            for: "document.querySelector('#detail .thread').textContent.includes('on again')")
        #expect(try await page.browser.count(of: "#detail .thread li") == 6)
    }

    @Test("asks nothing for what cannot be a task's id")
    func noID() async throws {
        let server = try await RunningServer()
        let page = try await Page(of: server, at: "#tasks")
        for text in ["..", ".", "a/b", "%00"] {
            try await page.browser.run("location.hash = arguments[0]", "#tasks?t=\(text)")
            try await page.browser.waits(
                for: "document.querySelector('#detail p[role=alert]')?.textContent"
                    + ".startsWith('there is no task')")
            try await page.browser.run("document.querySelector('#detail .close').click()")
            try await page.browser.waits(for: "document.getElementById('detail').hidden")
            try await page.browser.run("document.getElementById('detail').replaceChildren()")
        }
        let asked = try await page.browser.requestedAddresses()
        #expect(!asked.contains { $0.hasSuffix(":\(server.port)/") || $0.hasSuffix("/tasks/") })
    }

    @Test("Enter on a card goes on reading in the panel")
    func keyboard() async throws {
        let server = try await RunningServer()
        _ = try await server.makeTask("mow")
        let page = try await Page(of: server, at: "#tasks")
        try await page.browser.waits(for: "document.querySelector('.card')")
        try await page.browser.press("j\u{E007}")
        try await page.browser.waits(for: "document.querySelector('#detail .facts')")
        #expect(try await page.browser.run("return document.activeElement.id") == "detail")
    }
}
