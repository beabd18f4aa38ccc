import Foundation
import Testing
import WorkshopModel

/// What comes over the wire, in one window and in many.
@Suite("The wire of the page", .timeLimit(.minutes(3)))
struct PageWireTests {
    /// A page that cannot share a stream with others.
    private func lonelyPage(of server: RunningServer) async throws -> Page {
        let browser = try await Browser()
        try await browser.tool(
            "Page.addScriptToEvaluateOnNewDocument", ["source": "delete window.SharedWorker"])
        return try await Page(of: server, in: browser)
    }

    @Test("eight windows share one stream, and each can still send")
    func manyWindows() async throws {
        let server = try await RunningServer()
        let page = try await Page(of: server)
        var tabs = [try await page.browser.tab]
        for _ in 0..<7 {
            tabs.append(try await page.browser.openTab())
            _ = try await Page(of: server, in: page.browser)
        }
        #expect(try await server.run("status").json()["subscribers"]?.integer == 1)
        try await page.say("hello from the last", as: "ann")
        for tab in tabs {
            try await page.browser.goTo(tab: tab)
            try await page.shows("hello from the last")
        }
        let violations: [String] = try await page.browser.run("return window.violations")
        #expect(violations == [])
    }

    @Test("a page that is kept to be gone back to holds no stream, and goes on where it was")
    func keptPage() async throws {
        let server = try await RunningServer()
        let page = try await Page(of: server)
        try await page.browser.run(
            "dispatchEvent(new PageTransitionEvent('pagehide', {persisted: true}))")
        try await server.waitForSubscribers(0)
        try await server.say(numbers: 0..<30)
        try await page.browser.run(
            "dispatchEvent(new PageTransitionEvent('pageshow', {persisted: true}))")
        try await page.shows("number 29")
        #expect(try await page.allBodies() == (0..<30).map { "number \($0)" })
    }

    @Test("a window that sleeps holds nobody up, and misses nothing")
    func sleepingWindow() async throws {
        let server = try await RunningServer()
        let page = try await Page(of: server)
        let first = try await page.browser.tab
        let second = try await page.browser.openTab()
        _ = try await Page(of: server, in: page.browser)
        try await page.browser.goTo(tab: first)
        try await page.browser.tool("Page.setWebLifecycleState", ["state": "frozen"])
        // More than the worker keeps for a page that says nothing.
        let filling = String(repeating: "x", count: 500_000)
        try await server.say(
            lines: (0..<14).map { "{\"text\":\"number \($0)\",\"filling\":\"\(filling)\"}" },
            in: "load")
        try await page.browser.goTo(tab: second)
        try await page.shows("number 13")
        try await page.browser.goTo(tab: first)
        try await page.browser.tool("Page.setWebLifecycleState", ["state": "active"])
        try await page.shows("number 13")
        #expect(try await page.allBodies() == (0..<14).map { "number \($0)" })
    }

    @Test("every window shows everything once when the network was cut")
    func cutWindows() async throws {
        let server = try await RunningServer()
        let relay = try Relay(to: server.port)
        let url = "http://127.0.0.1:\(relay.port)"
        try await server.say(numbers: 0..<10)
        let page = try await Page(of: server, through: url)
        let first = try await page.browser.tab
        try await page.shows("number 9")
        try await server.say(numbers: 10..<20)
        let second = try await page.browser.openTab()
        _ = try await Page(of: server, in: page.browser, through: url)
        relay.cut()
        try await page.browser.waits(
            for: "document.getElementById('wire').dataset.state === 'waiting'")
        try await server.say(numbers: 20..<60)
        try relay.mend()
        for tab in [second, first] {
            try await page.browser.goTo(tab: tab)
            try await page.shows("number 59")
            #expect(try await page.allBodies() == (0..<60).map { "number \($0)" })
        }
    }

    @Test("a browser that cannot share gives the page a stream of its own")
    func lonely() async throws {
        let server = try await RunningServer()
        let page = try await lonelyPage(of: server)
        try await page.say("alone", as: "ann")
        try await page.shows("alone")
        try await page.browser.run(
            "dispatchEvent(new PageTransitionEvent('pagehide', {persisted: true}))")
        try await server.waitForSubscribers(0)
        try await server.say("meanwhile")
        try await page.browser.run(
            "dispatchEvent(new PageTransitionEvent('pageshow', {persisted: true}))")
        try await page.shows("meanwhile")
        #expect(try await page.bodies() == ["alone", "meanwhile"])
    }

    @Test("what was behind is live again when nothing more comes")
    func behind() async throws {
        let server = try await RunningServer()
        let page = try await lonelyPage(of: server)
        // It says so for a second, which may be over before anybody asks; the server's clock is
        // known to a second.
        try await page.browser.run(
            """
            window.texts = [];
            new MutationObserver(() => texts.push(document.getElementById('wire').textContent))
              .observe(document.getElementById('wire'),
                {childList: true, characterData: true, subtree: true, attributes: true});
            const now = Date.now.bind(Date);
            Date.now = () => now() + 60000;
            """)
        try await server.say("late")
        try await page.browser.waits(
            for: "texts.some((text) => /^behind by (59|6\\d) s/.test(text))")
        try await page.isLive()
    }

    @Test("a stream that has been silent is doubted when the network is there again")
    func doubt() async throws {
        let server = try await RunningServer()
        let page = try await lonelyPage(of: server)
        try await page.browser.run(
            """
            window.states = [];
            new MutationObserver(() => states.push(document.getElementById('wire').dataset.state))
              .observe(document.getElementById('wire'), {attributes: true});
            dispatchEvent(new Event('online'));
            const now = Date.now.bind(Date);
            Date.now = () => now() + 17000;
            """)
        #expect(try await page.browser.run("return states.includes('waiting')") == false)
        try await page.browser.run("dispatchEvent(new Event('online'))")
        try await page.browser.waits(for: "states.includes('waiting') && states.at(-1) === 'live'")
    }

    @Test("says where messages are missing, in the list and not for ever above it")
    func gap() async throws {
        let server = try await RunningServer()
        try await server.say("gone soon")
        let page = try await Page(of: server)
        try await page.shows("gone soon")
        server.child.send(SIGKILL)
        _ = await server.child.waits()
        // Another one in its place, which has given no message yet.
        let other = try await RunningServer(port: server.port)
        try await page.browser.waits(
            for: "document.querySelector('.row.gap')?.textContent.includes('deleted')")
        try await page.isLive()
        #expect(try await page.browser.text(of: "#wire") == "live")
        try await other.say("new")
        try await page.shows("new")
    }

    @Test("tells who listens the state of the wire, not every second of it")
    func announcedState() async throws {
        let server = try await RunningServer()
        let relay = try Relay(to: server.port)
        let page = try await Page(of: server, through: "http://127.0.0.1:\(relay.port)")
        try await page.browser.waits(
            for: "document.getElementById('wire-state').textContent === 'live'")
        try await page.browser.run(
            """
            window.told = [];
            new MutationObserver(() => told.push(document.getElementById('wire-state').textContent))
              .observe(document.getElementById('wire-state'), {childList: true});
            """)
        relay.cut()
        try await page.browser.waits(
            for: "document.getElementById('wire').textContent.startsWith('reconnecting in')")
        try await page.browser.waits(for: "told.length >= 3")
        let told: [String] = try await page.browser.run("return told")
        #expect(Set(told) == ["reconnecting", "connecting"])
        // And who looks can read it, however narrow the window is.
        try await page.browser.resize(width: 360, height: 740)
        try await page.browser.waits(
            for: "document.getElementById('wire').textContent.startsWith('reconnecting in')")
        let isWhole: Bool = try await page.browser.run(
            """
            const wire = document.getElementById('wire');
            return wire.scrollWidth <= wire.clientWidth && wire.getBoundingClientRect().right <= 360;
            """)
        #expect(isWhole)
    }
}
