import Foundation
import Synchronization
import Testing
import WorkshopModel

/// What a hand does while the page changes under it.
@Suite("The page under traffic", .timeLimit(.minutes(3)))
struct PageTrafficTests {
    /// Does something again and again, on a connection of its own, until it is let go.
    private final class Traffic: Sendable {
        private let isOver = Atomic(false)

        init(
            to server: RunningServer, every milliseconds: UInt32,
            _ request: @escaping @Sendable (Int) -> (String, String)
        ) {
            let port = server.port
            Thread.detachNewThread { [self] in
                guard let connection = try? PlainConnection(port: port) else { return }
                for number in 0... {
                    if isOver.load(ordering: .relaxed) { return }
                    let (path, body) = request(number)
                    // It ends with the server, at the latest.
                    guard (try? connection.ask("POST", path, body)) != nil else { return }
                    usleep(milliseconds * 1000)
                }
            }
        }

        func stop() { isOver.store(true, ordering: .relaxed) }
    }

    @Test("channels can be pressed while messages arrive")
    func channels() async throws {
        let server = try await RunningServer()
        try await server.say("words", in: "quiet")
        let traffic = Traffic(to: server, every: 20) { number in
            (
                "/ch/busy-\(number % 3)",
                #"{"from":"load","type":"msg.text","body":{"text":"\#(number)"}}"#
            )
        }
        defer { traffic.stop() }
        let page = try await Page(of: server)
        try await page.browser.waits(
            for: "document.querySelectorAll('#channels button').length === 5")
        for _ in 0..<3 {
            try await page.browser.hold("#channels li:last-child button")
            try await page.browser.waits(
                for: "document.getElementById('feed-title').textContent === 'quiet'", seconds: 2)
            try await page.browser.hold("#channels li:first-child button")
            try await page.browser.waits(
                for: "document.getElementById('feed-title').textContent === 'all channels'",
                seconds: 2)
        }
    }

    @Test("cards can be pressed while tasks are made")
    func cards() async throws {
        let server = try await RunningServer()
        for number in 0..<4 { _ = try await server.makeTask("old \(number)") }
        let page = try await Page(of: server, at: "#tasks")
        try await page.browser.waits(for: "document.querySelectorAll('.card').length === 4")
        let traffic = Traffic(to: server, every: 50) { number in
            ("/tasks", #"{"from":"load","title":"new \#(number)"}"#)
        }
        defer { traffic.stop() }
        for _ in 0..<2 {
            let before = try await page.browser.count(of: ".card")
            try await page.browser.waits(
                for: "document.querySelectorAll('.card').length > \(before)")
            try await page.browser.hold(".column.open li:nth-child(2) .card", milliseconds: 600)
            try await page.browser.waits(
                for: "document.querySelector('#detail .facts')", seconds: 2)
            try await page.browser.run("location.hash = '#tasks'")
            try await page.browser.waits(for: "document.getElementById('detail').hidden")
        }
    }

    @Test("an agent's tasks can be pressed while the seconds pass")
    func agents() async throws {
        let server = try await RunningServer()
        let task = try await server.makeTask("mow")
        _ = try await server.run("task", "claim", task, "--from", "ann")
        _ = try await server.run("presence", "beat", "general", "--from", "ann")
        let page = try await Page(of: server, at: "#agents")
        try await page.browser.waits(for: "document.querySelector('#agents-list .link')")
        let isSame: Bool = try await page.browser.run(
            """
            const button = document.querySelector('#agents-list .link');
            const seen = document.querySelector('#agents-list .seen');
            const before = seen.textContent;
            return new Promise((resolve) => new MutationObserver(() => resolve(
              button === document.querySelector('#agents-list .link')
                && before !== document.querySelector('#agents-list .seen').textContent,
            )).observe(document.getElementById('agents-list'),
              {childList: true, subtree: true, characterData: true}));
            """)
        #expect(isSame)
    }

    @Test("a channel keeps its element and the focus when another is spoken in")
    func focus() async throws {
        let server = try await RunningServer()
        try await server.say("words", in: "first")
        try await server.say("words", in: "second")
        let page = try await Page(of: server)
        try await page.browser.waits(
            for: "document.querySelectorAll('#channels button').length === 3")
        try await page.browser.run(
            """
            window.button = document.querySelector('#channels li:last-child button');
            window.focused = 0;
            button.focus();
            document.addEventListener('focusin', () => { window.focused += 1; });
            """)
        try await server.say("news", in: "first")
        try await server.say("news", in: "third")
        // The names to choose from are offered in the same stroke as the list is drawn.
        try await page.browser.waits(
            for: "document.querySelector('#channel-names option[value=third]')")
        let stays: Bool = try await page.browser.run(
            "return document.activeElement === button && window.focused === 0")
        #expect(stays)
    }
}
