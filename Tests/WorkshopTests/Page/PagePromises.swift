import Foundation
import Testing
import WorkshopModel

/// What the page promises, small in `make test` and at full size in `make soak`.
@Suite("Promise: the page", .timeLimit(.minutes(10)))
struct PagePromises {
    private func publish(_ server: RunningServer, _ numbers: Range<Int>) async throws {
        let lines = numbers.map { "{\"text\":\"number \($0)\"}\n" }.joined()
        let outcome = try await server.run(
            ["pub", "load", "msg.text", "--lines"], input: .bytes(Array(lines.utf8)))
        #expect(outcome.exit == .status(0), "\(outcome.errors)")
    }

    @Test("misses nothing and doubles nothing when the server is killed")
    func killedServer() async throws {
        let server = try await RunningServer(patience: 300)
        let page = try await Page(of: server)
        try await publish(server, 0..<20)
        try await page.shows("number 19")
        server.child.send(SIGKILL)
        _ = await server.child.waits()
        try await page.browser.waits(
            for: "document.getElementById('wire').dataset.state === 'waiting'")
        let second = try await RunningServer(in: server.folder, port: server.port, patience: 300)
        try await publish(second, 20..<1_020)
        try await page.shows("number 1019")
        #expect(try await page.allBodies() == (0..<1_020).map { "number \($0)" })
    }

    @Test("misses nothing and doubles nothing when the network is cut")
    func cutNetwork() async throws {
        let server = try await RunningServer(patience: 300)
        let relay = try Relay(to: server.port)
        let page = try await Page(of: server, through: "http://127.0.0.1:\(relay.port)")
        try await publish(server, 0..<20)
        try await page.shows("number 19")
        relay.cut()
        try await page.browser.waits(
            for: "document.getElementById('wire').textContent.startsWith('reconnecting in')")
        try await publish(server, 20..<1_020)
        try await Task.sleep(for: .seconds(PromiseSize.pick(small: 1, full: 30)))
        try relay.mend()
        try await page.shows("number 1019")
        #expect(try await page.allBodies() == (0..<1_020).map { "number \($0)" })
    }

    @Test("lets nothing that others send run, look like markup or ask for anything")
    func hostile() async throws {
        let server = try await RunningServer(patience: 300)
        let page = try await Page(of: server, at: "#feed")
        _ = try await page.browser.requestedAddresses()
        let names = HostileText.all.map { String($0.prefix(100)) }
        for (index, text) in HostileText.all.enumerated() {
            var writer = JSONWriter()
            writer.object { object in
                object.member("text", text)
                object.member(text, text)
            }
            let body = writer.finish().text
            _ = try await server.run(
                [
                    "pub", "ch-\(names[index].replacing("/", with: "_"))", "type.\(names[index])",
                    body,
                ])
            _ = try await server.run("pub", "general", "msg.text", body, "--from", names[index])
            _ = try await server.run(
                "task", "create", names[index], "--context", body, "--for", names[index])
            _ = try await server.run("presence", "beat", "--from", names[index])
        }
        try await page.browser.waits(
            for: "Number(document.querySelector('.row.message')?.ariaSetSize) > 30")
        for fragment in ["#feed", "#tasks", "#agents"] {
            try await page.browser.run("location.hash = arguments[0]", fragment)
            try await page.browser.waits(
                for: "document.querySelector('\(fragment)') && "
                    + "!document.querySelector('\(fragment)').hidden")
            // Everything that can be opened is opened.
            try await page.browser.run(
                """
                const all = [...document.querySelectorAll('.row.message, button.card, .thread button')];
                return all.reduce((before, one) => before.then(() => {
                  one.click();
                  return new Promise((resolve) => setTimeout(resolve, 20));
                }), Promise.resolve());
                """)
        }
        let ran: [String] = try await page.browser.run("return window.scriptsThatRan")
        #expect(ran == [])
        let violations: [String] = try await page.browser.run("return window.violations")
        #expect(violations == [])
        #expect(try await page.browser.count(of: "main script, main img, main iframe, main a") == 0)
        let elsewhere = try await page.browser.requestedAddresses().filter { address in
            !address.hasPrefix(server.url) && !address.hasPrefix("blob:")
                && address != "about:blank"
        }
        #expect(elsewhere == [])
    }

    @Test("shows what is sent in another window a moment later")
    func delivery() async throws {
        let server = try await RunningServer(sync: "full", patience: 300)
        let here = try await Page(of: server)
        let there = try await Page(of: server)
        try await here.browser.replace("#compose-from", with: "ann")
        try await there.browser.run(
            """
            window.seen = {};
            new MutationObserver(() => {
              for (const body of document.querySelectorAll('.message .body')) {
                window.seen[body.textContent] ??= Date.now();
              }
            }).observe(document.getElementById('feed-sizer'), {childList: true, subtree: true});
            """)
        var times: [Int] = []
        for number in 0..<PromiseSize.pick(small: 3, full: 50) {
            let sent: Int = try await here.browser.run(
                """
                document.getElementById('compose-body').value = arguments[0];
                const now = Date.now();
                document.getElementById('compose').requestSubmit();
                return now;
                """, "number \(number)")
            try await there.browser.waits(for: "window.seen['number \(number)']")
            let seen: Int = try await there.browser.run(
                "return window.seen[arguments[0]]", "number \(number)")
            times.append(seen - sent)
        }
        times.sort()
        PromiseSize.report(
            "from sending to the other window: median \(times[times.count / 2]) ms, "
                + "at most \(times[times.count - 1]) ms of \(times.count)")
    }

    @Test("stays small and smooth whatever is loaded")
    func many() async throws {
        let count = PromiseSize.pick(small: 4_000, full: 50_000)
        let server = try await RunningServer(patience: 600)
        let page = try await Page(of: server, in: try await Browser())
        for start in stride(from: 0, to: count, by: 5_000) {
            try await publish(server, start..<min(start + 5_000, count))
        }
        try await page.browser.waits(
            for: "Number(document.querySelector('.row.message')?.ariaSetSize) >= \(count)",
            seconds: 55)
        struct Measured: Decodable {
            let rows: Int
            let longestFrame, heap: Double
        }
        let measured: Measured = try await page.browser.run(
            """
            const list = document.getElementById('feed-list');
            let rows = 0;
            let longestFrame = 0;
            return new Promise((resolve) => {
              let before = performance.now();
              let step = 0;
              const frame = (now) => {
                longestFrame = Math.max(longestFrame, now - before);
                before = now;
                rows = Math.max(rows, document.querySelectorAll('.row').length);
                step += 1;
                list.scrollTop = list.scrollHeight * Math.abs(Math.cos(step / 40));
                if (step < 200) requestAnimationFrame(frame);
                else {
                  window.gc?.();
                  resolve({rows, longestFrame, heap: performance.memory.usedJSHeapSize});
                }
              };
              requestAnimationFrame((now) => { before = now; frame(now); });
            });
            """)
        #expect(measured.rows <= 300)
        #expect(measured.heap < 150 * 1_048_576)
        PromiseSize.report(
            "\(count) messages: \(measured.rows) rows, the longest frame "
                + "\(Int(measured.longestFrame)) ms, heap \(Int(measured.heap) / 1_048_576) MiB")
    }

    @Test("stays still and smooth while 500 messages a second arrive")
    func arriving() async throws {
        let seconds = PromiseSize.pick(small: 2, full: 30)
        let server = try await RunningServer(patience: 600)
        let page = try await Page(of: server, in: try await Browser())
        try await publish(server, 0..<1_000)
        try await page.shows("number 999")
        for isReadingBack in [false, true] {
            if isReadingBack {
                try await page.browser.run("document.getElementById('feed-list').scrollTop = 5000")
                try await page.browser.waits(
                    for: "![...document.querySelectorAll('.row.message .body')]"
                        + ".some((one) => one.textContent.startsWith('arrived'))")
            }
            let before = try await page.bodies()
            let port = server.port
            async let sent = onThread { try publishPaced(500 * seconds, port: port) }
            let longestFrame: Double = try await page.browser.run(
                """
                let longest = 0;
                let before = performance.now();
                const end = before + arguments[0] * 1000;
                return new Promise((resolve) => {
                  const frame = (now) => {
                    longest = Math.max(longest, now - before);
                    before = now;
                    if (now < end) requestAnimationFrame(frame);
                    else resolve(longest);
                  };
                  requestAnimationFrame(frame);
                });
                """, seconds)
            let count = try await sent
            if isReadingBack {
                try await page.browser.waits(
                    for: "document.getElementById('new-messages').textContent === '\(count) new ↓'")
                #expect(try await page.bodies() == before, "nothing moves under the reader's eyes")
            } else {
                try await page.shows("arrived \(count - 1)")
            }
            let rows = try await page.browser.count(of: ".row")
            #expect(rows <= 300)
            PromiseSize.report(
                "\(count) messages in \(seconds) s, \(isReadingBack ? "reading back" : "following"): "
                    + "the longest frame \(Int(longestFrame)) ms, \(rows) rows")
        }
    }
}

/// Publishes 500 messages a second, ten at a time, each when it is due.
private func publishPaced(_ count: Int, port: Int) throws -> Int {
    let connection = try PlainConnection(port: port)
    let start = ContinuousClock.now
    for number in 0..<count {
        if number % 10 == 0 {
            let due = start + .milliseconds(number * 2)
            usleep(UInt32(max(0, (due - .now) / .microseconds(1))))
        }
        let body = #"{"from":"load","type":"msg.text","body":{"text":"arrived \#(number)"}}"#
        let answer = try connection.ask("POST", "/ch/load", body)
        #expect(answer.status == 201)
    }
    return count
}
