import Foundation
import Testing
import WorkshopModel

/// What the list of messages shows, of little and of much.
@Suite("The feed of the page", .timeLimit(.minutes(3)))
struct PageFeedTests {
    @Test("a channel in which nobody spoke lately shows what was said, at its end")
    func quietChannel() async throws {
        let server = try await RunningServer()
        for number in 0..<3 { try await server.say("quiet \(number)", in: "quiet") }
        try await server.say(numbers: 0..<600)
        let page = try await Page(of: server, at: "#feed?ch=quiet")
        try await page.shows("quiet 2")
        #expect(try await page.bodies() == ["quiet 0", "quiet 1", "quiet 2"])
        // A link with filters looks back as well.
        try await page.browser.run("location.hash = '#feed?q=quiet+1'")
        try await page.browser.waits(
            for: "document.getElementById('found').textContent === '1 found'")
        // What comes then is followed.
        try await page.browser.run("location.hash = '#feed?ch=quiet'")
        try await page.shows("quiet 2")
        try await server.say("news", in: "quiet")
        try await page.shows("news")
        #expect(try await page.browser.run("return document.title") == "workshop")
    }

    @Test("says that nothing fits, and is no list of choices then")
    func nothing() async throws {
        let server = try await RunningServer()
        let page = try await Page(of: server)
        try await page.browser.waits(
            for: "document.getElementById('feed-empty').textContent.startsWith('Nothing has been')")
        try await server.say("words")
        try await page.shows("words")
        #expect(
            try await page.browser.run("return document.getElementById('feed-list').role")
                == "listbox")
        try await page.browser.run("location.hash = '#feed?ch=none'")
        try await page.browser.waits(
            for: "document.getElementById('feed-empty').textContent === 'Nothing fits.'")
        #expect(
            try await page.browser.run("return document.getElementById('feed-list').role")
                == "group")
    }

    @Test("finds what a reader sees, and nothing of the envelope")
    func search() async throws {
        let server = try await RunningServer()
        let body = #"{"text":"Z\u00fcrich \"quoted\"","n":12345678901234567890}"#
        _ = try await server.run("pub", "general", "msg.text", body)
        try await server.say("line one\nline two")
        let page = try await Page(of: server)
        for (text, count) in [
            ("zürich", 1), ("\"quoted\"", 1), ("one\nline", 1), ("12345678901234567890", 1),
            ("TESTER.LAB", 2), ("msg.text", 2), ("subscribers", 0), ("reply_to", 0), ("null", 0),
            ("\"from\"", 0),
        ] {
            let query = try #require(
                text.addingPercentEncoding(withAllowedCharacters: .alphanumerics))
            // The answer to what was looked for before is gone first.
            try await page.browser.run("location.hash = '#feed'")
            try await page.browser.waits(
                for: "document.getElementById('found').textContent === ''")
            try await page.browser.run("location.hash = arguments[0]", "#feed?q=\(query)")
            try await page.browser.waits(
                for: "document.getElementById('found').textContent === '\(count) found'",
                seconds: 5)
        }
    }

    @Test("what was loaded while reading back stays until the reader is back")
    func trim() async throws {
        let server = try await RunningServer()
        let page = try await Page(of: server)
        struct Counts: Decodable, Equatable { let reading, following, large: Int }
        let counts: Counts = try await page.browser.run(
            """
            return import('/ui/messages.js').then(({ Messages, capacity }) => {
              const made = (count, length) => {
                const messages = new Messages();
                const line = 'x'.repeat(length);
                messages.append(Array.from({ length: count }, (_, index) => ({
                  id: String(index).padStart(26, '0'), ts: index, ch: 'a', from: 'b', line })));
                return messages;
              };
              const many = made(capacity + 20000, 10);
              const reading = many.trim(true);
              const following = many.trim(false);
              const large = made(300, 1 << 20);
              large.trim(true);
              return { reading, following, large: large.all.length };
            });
            """)
        #expect(counts == Counts(reading: 0, following: 20_000, large: 243))
    }

    @Test("the button for what is new covers nothing that is written")
    func newButton() async throws {
        let server = try await RunningServer()
        try await server.say(numbers: 0..<200)
        let page = try await Page(of: server)
        try await page.shows("number 199")
        try await page.browser.run(
            """
            document.getElementById('feed-list').scrollTop = 500;
            const body = document.getElementById('compose-body');
            body.value = 'a\\nb\\nc\\nd\\ne\\nf\\ng\\nh';
            body.dispatchEvent(new Event('input'));
            """)
        try await page.browser.waits(
            for: "![...document.querySelectorAll('.row.message .body')]"
                + ".some((one) => one.textContent === 'number 199')")
        try await server.say("news")
        try await page.browser.waits(for: "!document.getElementById('new-messages').hidden")
        let isApart: Bool = try await page.browser.run(
            """
            return document.getElementById('new-messages').getBoundingClientRect().bottom
              <= document.getElementById('compose').getBoundingClientRect().top;
            """)
        #expect(isApart)
    }

    @Test("arrows choose in the list, and Enter opens there only")
    func arrows() async throws {
        let server = try await RunningServer()
        try await server.say("first")
        try await server.say("second")
        let page = try await Page(of: server)
        try await page.shows("second")
        try await page.browser.run("document.getElementById('feed-list').focus()")
        try await page.browser.press("\u{E013}\u{E013}")
        try await page.browser.waits(
            for: "document.querySelector('.row.selected .body').textContent === 'first'")
        try await page.browser.press("\u{E015}")
        try await page.browser.waits(
            for: "document.querySelector('.row.selected .body').textContent === 'second'")
        try await page.browser.press("ga")
        try await page.browser.waits(for: "!document.getElementById('agents').hidden")
        try await page.browser.press("\u{E007}")
        #expect(try await page.browser.run("return location.hash") == "#agents")
    }

    @Test("a link to a message brings it into sight")
    func link() async throws {
        let server = try await RunningServer()
        let id = try await server.say("what is meant")
        try await server.say(numbers: 0..<300)
        let page = try await Page(of: server, at: "#feed?m=\(id)")
        try await page.shows("what is meant")
        #expect(try await page.browser.text(of: ".row.selected .body") == "what is meant")
    }

    @Test("reads a channel whose name a browser takes for a folder, and says that it cannot send")
    func folderName() async throws {
        let server = try await RunningServer()
        let port = server.port
        let answer = try await onThread {
            try PlainConnection(port: port).ask(
                "POST", "/ch/..", #"{"from":"ann","type":"msg.text","body":{"text":"up there"}}"#)
        }
        #expect(answer.status == 201)
        try await server.say(numbers: 0..<600)
        let page = try await Page(of: server, at: "#feed?ch=..")
        try await page.shows("up there")
        try await page.say("down here", as: "ann")
        try await page.browser.waits(
            for: "document.getElementById('compose-note').textContent"
                + ".startsWith(\"no browser can send to '..'\")")
    }
}
