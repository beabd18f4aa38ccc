import Foundation
import Testing
import WorkshopModel

/// Writing while the server takes its time.
@Suite("The form of the page", .timeLimit(.minutes(3)))
struct PageComposeTests {
    private func value(_ page: Page) async throws -> String {
        try await page.browser.run("return document.getElementById('compose-body').value")
    }

    @Test("what is typed while something is sent stays, and goes next")
    func typing() async throws {
        let server = try await RunningServer()
        let page = try await Page(of: server)
        server.child.send(SIGSTOP)
        try await page.say("one", as: "ann")
        try await page.browser.waits(for: "document.getElementById('compose-body').value === ''")
        try await page.browser.type("two", into: "#compose-body")
        try await page.browser.press("\u{E007}")
        #expect(try await value(page) == "two", "it waits for its turn")
        server.child.send(SIGCONT)
        try await page.shows("two")
        try await page.browser.waits(for: "document.getElementById('compose-body').value === ''")
        #expect(try await page.bodies() == ["one", "two"])
    }

    @Test("what is not sent in time comes back with what was typed since, and is never doubled")
    func late() async throws {
        let server = try await RunningServer()
        let page = try await Page(of: server)
        try await page.browser.run(
            """
            const wait = window.setTimeout.bind(window);
            window.setTimeout = (body, time) => wait(body, time === 10000 ? 500 : time);
            """)
        server.child.send(SIGSTOP)
        try await page.say("one", as: "ann")
        try await page.browser.waits(
            for: "document.getElementById('compose-note').textContent"
                + " === 'not sent: the server does not answer in time'")
        #expect(try await value(page) == "one")
        server.child.send(SIGCONT)
        // It had arrived all the same.
        try await page.shows("one")
        try await page.browser.press("\u{E007}")
        try await page.browser.waits(for: "document.getElementById('compose-body').value === ''")
        try await page.say("two")
        try await page.shows("two")
        #expect(try await page.bodies() == ["one", "two"])
    }

    @Test("many files with long names leave the page its width and its list")
    func files() async throws {
        let server = try await RunningServer()
        let page = try await Page(of: server)
        try await page.browser.resize(width: 360, height: 740)
        try await page.browser.run(
            """
            const transfer = new DataTransfer();
            for (let index = 0; index < 41; index += 1) {
              transfer.items.add(new File([String(index)], index + 'x'.repeat(250)));
            }
            document.getElementById('feed').dispatchEvent(
              new DragEvent('drop', {dataTransfer: transfer, bubbles: true, cancelable: true}));
            """)
        try await page.browser.waits(
            for: "document.querySelectorAll('#attachments li').length === 41")
        struct Sizes: Decodable { let width, list: Int }
        let sizes: Sizes = try await page.browser.run(
            """
            return {width: document.documentElement.scrollWidth,
              list: document.getElementById('feed-list').clientHeight};
            """)
        #expect(sizes.width <= 360)
        #expect(sizes.list > 250)
    }

    @Test("a file dropped beside the feed does not make the browser leave the page")
    func stray() async throws {
        let server = try await RunningServer()
        let page = try await Page(of: server)
        let isTaken: Bool = try await page.browser.run(
            """
            const transfer = new DataTransfer();
            transfer.items.add(new File(['x'], 'x'));
            return !document.getElementById('sidebar').dispatchEvent(
              new DragEvent('drop', {dataTransfer: transfer, bubbles: true, cancelable: true}));
            """)
        #expect(isTaken)
        #expect(try await page.browser.count(of: "#attachments li") == 0)
    }
}
