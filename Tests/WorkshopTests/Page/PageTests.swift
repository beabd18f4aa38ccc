import Foundation
import Testing
import WorkshopModel

@Suite("The page", .timeLimit(.minutes(3)))
struct PageTests {
    private func publish(
        _ server: RunningServer, _ text: String, to channel: String = "general",
        type: String = "msg.text", arguments: [String] = []
    ) async throws -> String {
        try #require(
            try await server.run(["pub", channel, type, "--text", text] + arguments)
                .json()["id"]?.string)
    }

    /// Messages numbered from 0, published over one connection.
    private func publishMany(_ server: RunningServer, _ numbers: Range<Int>) async throws {
        let lines = numbers.map { "{\"text\":\"number \($0)\"}\n" }.joined()
        let outcome = try await server.run(
            ["pub", "load", "msg.text", "--lines"], input: .bytes(Array(lines.utf8)))
        #expect(outcome.exit == .status(0))
    }

    @Test("shows in one window what is sent in another, and files it under its channel")
    func conversation() async throws {
        let server = try await RunningServer()
        let here = try await Page(of: server)
        let there = try await Page(of: server)
        try await here.say("hello 'there'", as: "ann", in: "general")
        try await there.shows("hello 'there'")
        try await there.say("and hello back", as: "bob", in: "elsewhere")
        try await here.shows("and hello back")
        #expect(try await here.bodies() == ["hello 'there'", "and hello back"])
        // Nothing is left in the field, and who speaks is remembered.
        try await here.browser.waits(for: "document.getElementById('compose-body').value === ''")
        #expect(try await here.browser.run("return localStorage.getItem('workshop.from')") == "ann")
        let stored = try await server.run("history", "general").json()
        #expect(
            stored["from"]?.string == "ann" && stored["body"]?["text"]?.string == "hello 'there'")
    }

    @Test("keeps what could not be sent, and says why")
    func refusedSend() async throws {
        let server = try await RunningServer()
        let page = try await Page(of: server)
        try await page.say("precious", as: "ann", in: "a/b")
        try await page.browser.waits(
            for: "document.getElementById('compose-note').textContent.startsWith('not sent:')")
        #expect(
            try await page.browser.run("return document.getElementById('compose-body').value")
                == "precious")
    }

    @Test("checks JSON as it is typed, and sends it as it was typed")
    func json() async throws {
        let server = try await RunningServer()
        let page = try await Page(of: server)
        try await page.browser.replace("#compose-from", with: "ann")
        try await page.browser.run(
            """
            const kind = document.getElementById('compose-kind');
            kind.value = 'json';
            kind.dispatchEvent(new Event('change'));
            """)
        try await page.browser.type("{\"n\": 12345678901234567890", into: "#compose-body")
        try await page.browser.waits(
            for: "document.getElementById('compose-note').textContent.startsWith('no JSON yet')")
        try await page.browser.type(", \"x\": 1.0}", into: "#compose-body")
        try await page.browser.press("\u{E007}")
        try await page.shows("12345678901234567890")
        let line = try await server.run("history", "general").output
        #expect(
            String(decoding: line, as: UTF8.self).contains(#"{"n":12345678901234567890,"x":1.0}"#))
    }

    @Test("opens a message with its thread, and answers it")
    func thread() async throws {
        let server = try await RunningServer()
        let question = try await publish(server, "what is 6*7?")
        let answer = try await publish(server, "42", arguments: ["--reply-to", question])
        let page = try await Page(of: server)
        try await page.shows("what is 6*7?")
        try await page.browser.click("#m-\(question)")
        try await page.browser.waits(
            for: "document.querySelector('#detail .thread')?.textContent.includes('answered by')")
        #expect(
            try await page.browser.text(of: "#detail .json").contains("\"text\": \"what is 6*7?\""))
        try await page.browser.run(
            "[...document.querySelectorAll('#detail button')].find((one) => one.textContent === 'reply').click()"
        )
        try await page.say("or 54?", as: "ann")
        try await page.browser.waits(
            for: "document.querySelectorAll('#detail .thread li').length === 3")
        let last = try #require(
            try await server.run("history", "-n", "1").json()["reply_to"]?.string)
        #expect(last == question)
        // A link shows a colleague the same.
        let link: String = try await page.browser.run("return location.hash")
        #expect(link.contains(question))
        let other = try await Page(
            of: server, in: try await Browser(), at: "#feed?m=\(answer)")
        try await other.browser.waits(
            for: "document.querySelector('#detail .thread')?.textContent.includes('what is 6*7?')")
    }

    @Test("filters by channel, family, sender and text, and the address says so")
    func filters() async throws {
        let server = try await RunningServer()
        _ = try await publish(server, "one", to: "a")
        _ = try await publish(server, "two", to: "b", type: "build.error")
        _ = try await publish(server, "three", to: "b", arguments: ["--from", "bob"])
        let page = try await Page(of: server)
        try await page.shows("three")
        #expect(try await page.bodies() == ["one", "two", "three"])
        try await page.browser.run(
            "[...document.querySelectorAll('#channels button')].find((one) => one.channel === 'b').click()"
        )
        try await page.browser.waits(for: "document.querySelectorAll('.row.message').length === 2")
        try await page.browser.click("#family-error")
        try await page.browser.waits(for: "document.querySelectorAll('.row.message').length === 1")
        #expect(try await page.bodies() == ["three"])
        let link: String = try await page.browser.run("return location.hash")
        try await page.browser.open("about:blank")
        let other = try await Page(of: server, in: page.browser, at: link)
        try await other.shows("three")
        #expect(try await other.bodies() == ["three"])
        try await page.browser.open("about:blank")
        let third = try await Page(of: server, in: page.browser, at: "#feed?from=BOB&q=THR")
        try await third.shows("three")
        #expect(try await third.bodies() == ["three"])
        #expect(try await third.browser.text(of: "#found") == "1 found")
    }

    @Test("loads older messages back to the first")
    func older() async throws {
        let server = try await RunningServer()
        try await publishMany(server, 0..<2_600)
        let page = try await Page(of: server)
        try await page.shows("number 2599")
        // By its key, and then by scrolling to the top as often as there is more.
        try await page.browser.press("o")
        try await page.browser.waits(
            for: "Number(document.querySelector('.row.message').ariaSetSize) > 1000")
        try await page.browser.waits(
            for: "(document.getElementById('feed-list').scrollTop = 0, "
                + "document.querySelector('.load-older')?.textContent === 'the beginning')")
        let bodies = try await page.bodies()
        #expect(bodies.first == "number 0")
        #expect(bodies == (0..<bodies.count).map { "number \($0)" })
        let size: Int = try await page.browser.run(
            "return Number(document.querySelector('.row.message').ariaSetSize)")
        // A day, maybe two, and the way to older ones.
        #expect((2_602...2_603).contains(size))
    }

    @Test("takes a task through its life on the board")
    func board() async throws {
        let server = try await RunningServer()
        let page = try await Page(of: server)
        try await page.browser.replace("#compose-from", with: "ann")
        try await page.browser.click("#view-tasks")
        try await page.browser.click("#new-task")
        try await page.browser.type("mow the lawn", into: "#task-title")
        try await page.browser.type("{\"area\":2.50}", into: "#task-context")
        try await page.browser.press("\u{E007}")
        try await page.browser.run("document.getElementById('task-form').requestSubmit()")
        try await page.browser.waits(
            for: "document.querySelector('.column.open .card')?.textContent.includes('mow')")
        func act(_ label: String) async throws {
            try await page.browser.waits(
                for: "[...document.querySelectorAll('#detail .actions button')]"
                    + ".some((one) => one.textContent === '\(label)')")
            try await page.browser.run(
                "[...document.querySelectorAll('#detail .actions button')]"
                    + ".find((one) => one.textContent === '\(label)').click()")
        }
        try await page.browser.waits(
            for: "document.querySelector('#detail pre')?.textContent.includes('2.50')")
        try await act("claim")
        try await page.browser.waits(for: "document.querySelector('.column.claimed .card')")
        try await page.browser.waits(for: "document.getElementById('interrupt-reason')")
        try await page.browser.type("it rains", into: "#interrupt-reason")
        // What others say of the task meanwhile takes nothing out of the field.
        let id = try #require(try await server.run("task", "list").json()["id"]?.string)
        _ = try await server.run("task", "update", id, #"{"note":"clouds"}"#)
        try await page.browser.waits(
            for: "document.querySelector('#detail .thread')?.textContent.includes('clouds')")
        try await act("interrupt")
        try await page.browser.waits(
            for: "document.querySelector('.column.claimed .card.interrupted')")
        try await page.browser.waits(
            for:
                "document.querySelector('#detail .facts')?.textContent.includes('by ann: it rains')"
        )
        try await act("abandon")
        try await page.browser.waits(for: "document.querySelector('.column.open .card')")
        try await act("claim")
        try await page.browser.waits(for: "document.getElementById('task-result')")
        try await page.browser.type("{\"cut\":true}", into: "#task-result")
        try await act("done")
        try await page.browser.waits(for: "document.querySelector('.column.done .card')")
        let task = try await server.run("task", "list").json()
        #expect(task["status"]?.string == "done" && task["result"]?.text == #"{"cut":true}"#)
        let types = try await server.run("history", "tasks").lines.map {
            try JSONText(parsing: $0.utf8)["type"]?.string
        }
        #expect(
            types == [
                "task.created", "task.claimed", "task.updated", "task.interrupt", "task.abandoned",
                "task.claimed", "task.done",
            ])
    }

    @Test("uploads a dropped file and gives the same bytes back")
    func drop() async throws {
        let server = try await RunningServer()
        let page = try await Page(of: server)
        try await page.browser.run(
            """
            const bytes = new Uint8Array(300000).map((_, index) => index * 7);
            const transfer = new DataTransfer();
            transfer.items.add(new File([bytes], "a <b>name</b>.bin"));
            document.getElementById('feed').dispatchEvent(
              new DragEvent('drop', {dataTransfer: transfer, bubbles: true, cancelable: true}));
            """)
        try await page.browser.waits(
            for: "document.querySelector('#attachments li') && !document.querySelector('progress')")
        #expect(try await page.browser.text(of: "#attachments bdi") == "a <b>name</b>.bin")
        try await page.say("see this", as: "ann")
        try await page.shows("see this")
        try await page.browser.click(".row.message")
        try await page.browser.waits(for: "document.querySelector('#detail .files a')")
        let isSame: Bool = try await page.browser.run(
            """
            const link = document.querySelector('#detail .files a');
            return fetch(link.href).then((answer) => answer.arrayBuffer()).then((buffer) =>
              buffer.byteLength === 300000
                && new Uint8Array(buffer).every((byte, index) => byte === (index * 7) % 256));
            """)
        #expect(isSame)
        try await page.browser.waits(
            for: "document.querySelector('#detail .files .age').textContent === '293 KiB'")
    }

    @Test("shows who is here and what they hold")
    func agents() async throws {
        let server = try await RunningServer()
        let created = try await server.run("task", "create", "mow")
        let id = try #require(try created.json()["id"]?.string)
        _ = try await server.run("task", "claim", id, "--from", "ann")
        _ = try await server.run("presence", "beat", "general", "--from", "ann")
        let page = try await Page(of: server, at: "#agents")
        try await page.browser.waits(
            for: "document.querySelector('#agents-list li button')?.textContent === 'mow'")
        #expect(try await page.browser.text(of: "#agents-list h3").hasPrefix("ann"))
    }

    @Test("does everything by keyboard alone")
    func keyboard() async throws {
        let server = try await RunningServer()
        _ = try await publish(server, "first")
        _ = try await publish(server, "second")
        let page = try await Page(of: server)
        try await page.shows("second")
        try await page.browser.press("kk\u{E007}")
        try await page.browser.waits(
            for: "document.querySelector('#detail pre')?.textContent.includes('first')")
        try await page.browser.press("\u{E00C}")
        try await page.browser.waits(for: "document.getElementById('detail').hidden")
        try await page.browser.press("j\u{E007}")
        try await page.browser.waits(
            for: "document.querySelector('#detail pre')?.textContent.includes('second')")
        try await page.browser.press("/")
        try await page.browser.press("fir")
        try await page.browser.waits(for: "document.querySelectorAll('.row.message').length === 1")
        try await page.browser.press("\u{E00C}gt")
        try await page.browser.waits(for: "!document.getElementById('tasks').hidden")
        try await page.browser.press("ga")
        try await page.browser.waits(for: "!document.getElementById('agents').hidden")
        try await page.browser.press("gc")
        try await page.browser.waits(for: "document.activeElement.id === 'channel-filter'")
        try await page.browser.press("gen\u{E007}")
        try await page.browser.waits(
            for: "document.getElementById('feed-title').textContent === 'general'")
        try await page.browser.press("\u{E00C}?")
        try await page.browser.waits(for: "document.getElementById('help').open")
        try await page.browser.press("\u{E00C}")
        try await page.browser.waits(for: "!document.getElementById('help').open")
        try await page.browser.press("n")
        try await page.browser.waits(for: "document.activeElement.id === 'compose-body'")
    }
}
