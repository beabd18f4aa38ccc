import Foundation
import Testing
import WorkshopModel

/// What a person sees and does besides reading and writing.
@Suite("The page under a person's hands", .timeLimit(.minutes(3)))
struct PageHandsTests {
    private func publish(
        _ server: RunningServer, _ text: String, to channel: String = "general",
        arguments: [String] = []
    ) async throws {
        let outcome = try await server.run(
            ["pub", channel, "msg.text", "--text", text] + arguments)
        #expect(outcome.exit == .status(0), "\(outcome.errors)")
    }

    /// What the list of channels says: name and count of unread messages.
    private func unread(_ page: Page) async throws -> [String: String] {
        try await page.browser.run(
            """
            return Object.fromEntries([...document.querySelectorAll('#channels button')].map(
              (one) => [one.querySelector('.name').textContent,
                one.querySelector('.unread')?.firstChild.textContent ?? '']));
            """)
    }

    @Test("counts what is unread in each channel and in the title, until it is seen")
    func unreadCounts() async throws {
        let server = try await RunningServer()
        try await publish(server, "old", to: "a")
        try await publish(server, "older", to: "b")
        let page = try await Page(of: server, at: "#feed?ch=a")
        try await page.shows("old")
        #expect(try await page.browser.run("return document.title") == "workshop")
        try await publish(server, "one", to: "b")
        try await publish(server, "two", to: "b")
        try await publish(server, "seen", to: "a")
        try await page.shows("seen")
        try await page.browser.waits(for: "document.title === '(2) workshop'")
        // The list is drawn a frame later than the title.
        try await page.browser.waits(
            for: "document.querySelectorAll('#channels .unread').length === 2")
        #expect(try await unread(page) == ["all channels": "2", "a": "", "b": "2"])
        try await page.browser.run("location.hash = '#feed?ch=b'")
        try await page.shows("two")
        try await page.browser.waits(for: "document.title === 'workshop'")
        try await page.browser.waits(for: "document.querySelector('#channels .unread') === null")
    }

    @Test("counts what comes while somebody reads further up, and goes there on request")
    func scrolledBack() async throws {
        let server = try await RunningServer()
        let lines = (0..<300).map { "{\"text\":\"number \($0)\"}\n" }.joined()
        _ = try await server.run(
            ["pub", "load", "msg.text", "--lines"], input: .bytes(Array(lines.utf8)))
        let page = try await Page(of: server)
        try await page.shows("number 299")
        try await page.browser.run("document.getElementById('feed-list').scrollTop = 2000")
        try await page.browser.waits(
            for: "![...document.querySelectorAll('.row.message .body')]"
                + ".some((one) => one.textContent === 'number 299')")
        let before = try await page.bodies()
        try await publish(server, "news")
        try await publish(server, "more news")
        try await page.browser.waits(
            for: "document.getElementById('new-messages').textContent === '2 new ↓'")
        #expect(try await page.bodies() == before, "nothing moves under the reader's eyes")
        #expect(try await page.browser.run("return document.title") == "(2) workshop")
        try await page.browser.click("#new-messages")
        try await page.shows("more news")
        try await page.browser.waits(for: "document.getElementById('new-messages').hidden")
        try await page.browser.waits(for: "document.title === 'workshop'")
    }

    /// One red dot.
    private let picture = """
        iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8BQDwAEhQGAhKmMIQAAAABJRU5E\
        rkJggg==
        """

    @Test("shows a picture small on request, and says when a file is none")
    func pictures() async throws {
        let server = try await RunningServer()
        let bytes = try #require(Data(base64Encoded: picture))
        try bytes.write(to: URL(filePath: server.folder.file("dot.png")))
        try Data("plain words".utf8).write(to: URL(filePath: server.folder.file("words.png")))
        try await publish(server, "see", arguments: ["--file", "dot.png", "--file", "words.png"])
        let page = try await Page(of: server)
        try await page.shows("see")
        try await page.browser.click(".row.message")
        try await page.browser.waits(
            for: "document.querySelectorAll('#detail .files li').length === 2")
        #expect(try await page.browser.count(of: "#detail img") == 0, "only on request")
        try await page.browser.run(
            "for (const one of document.querySelectorAll('#detail .files button')) one.click()")
        try await page.browser.waits(
            for: "document.querySelector('#detail .files img')?.naturalWidth === 1")
        try await page.browser.waits(
            for: "document.querySelectorAll('#detail .files li')[1].textContent"
                + ".includes('no picture')")
        #expect(try await page.browser.count(of: "#detail img") == 1)
        let violations: [String] = try await page.browser.run("return window.violations")
        #expect(violations == [])
    }

    @Test("brings the last message back with ↑, and only into an empty field")
    func lastMessage() async throws {
        let server = try await RunningServer()
        let page = try await Page(of: server)
        try await page.say("first", as: "ann")
        try await page.shows("first")
        try await page.browser.waits(for: "document.getElementById('compose-body').value === ''")
        try await page.browser.press("\u{E013}")
        try await page.browser.waits(
            for: "document.getElementById('compose-body').value === 'first'")
        try await page.browser.press("\u{E010}!\u{E013}")
        #expect(
            try await page.browser.run("return document.getElementById('compose-body').value")
                == "first!")
    }

    @Test("Shift-Enter makes a new line")
    func newLine() async throws {
        let server = try await RunningServer()
        let page = try await Page(of: server)
        try await page.browser.replace("#compose-from", with: "ann")
        try await page.browser.type("one\u{E008}\u{E007}\u{E008}two\u{E007}", into: "#compose-body")
        try await page.shows("one")
        let stored = try await server.run("history", "general").json()
        #expect(stored["body"]?["text"]?.string == "one\ntwo")
    }

    @Test("uploads what is pasted")
    func paste() async throws {
        let server = try await RunningServer()
        let page = try await Page(of: server)
        try await page.browser.run(
            """
            const transfer = new DataTransfer();
            transfer.items.add(new File(['pasted words'], 'words.txt'));
            document.getElementById('compose-body').dispatchEvent(
              new ClipboardEvent('paste', {clipboardData: transfer, bubbles: true, cancelable: true}));
            """)
        try await page.browser.waits(
            for: "document.querySelector('#attachments li') && !document.querySelector('progress')")
        try await page.say("here", as: "ann")
        try await page.shows("here")
        let hash = try #require(
            try await server.run("history", "general").json()["files"]?.elements?.first?.string)
        #expect(try await server.run("get", hash, "-o", "-").output == Array("pasted words".utf8))
    }
}
