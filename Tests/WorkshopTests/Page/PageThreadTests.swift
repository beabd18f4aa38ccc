import Foundation
import Testing
import WorkshopModel

/// One message, opened.
@Suite("An open message of the page", .timeLimit(.minutes(3)))
struct PageThreadTests {
    @Test("finds an answer that came much later and elsewhere")
    func lateAnswer() async throws {
        let server = try await RunningServer()
        let question = try await server.say("what is 6*7?")
        try await server.say(numbers: 0..<1_200)
        try await server.say("42, at last", in: "elsewhere", arguments: ["--reply-to", question])
        try await server.say(numbers: 1_200..<1_800)
        let page = try await Page(of: server, at: "#feed?m=\(question)")
        try await page.browser.waits(
            for: "document.querySelector('#detail .thread')?.textContent.includes('42, at last')")
    }

    @Test("says how far it has looked for answers, and looks further on request")
    func lookFurther() async throws {
        let server = try await RunningServer()
        let question = try await server.say("anybody?")
        try await server.say(numbers: 0..<600)
        let page = try await Page(of: server)
        // A history that is long, and has the answer at its very end.
        try await page.browser.run(
            """
            window.pages = 0;
            return Promise.all([import('/ui/history.js'), import('/ui/messages.js')]).then(
              ([{ Lookup }, { Message }]) => {
                Lookup.prototype.page = async function () {
                  pages += 1;
                  this.isDone = pages === 12;
                  const answer = {id: '0'.repeat(26), ts: 1, from: 'bob', ch: 'a', type: 'b',
                    files: [], reply_to: '\(question)'};
                  return this.isDone ? [new Message(answer, '{"body":{"text":"yes"}}')] : [];
                };
              });
            """)
        try await page.browser.run("location.hash = '#feed?m=\(question)'")
        try await page.browser.waits(
            for: "document.querySelector('#detail section button')?.textContent"
                + " === 'look further for answers'")
        #expect(try await page.browser.run("return pages") == 10)
        try await page.browser.click("#detail section button")
        try await page.browser.waits(
            for: "document.querySelector('#detail .thread')?.textContent.includes('yes')")
        #expect(try await page.browser.count(of: "#detail section p") == 0)
    }

    @Test("shows what was written as it was written, and marks what hides in names")
    func words() async throws {
        let server = try await RunningServer()
        let text = "one\n\"two\"\t👩‍👩‍👧 می‌خواهم ad\u{200B}min pass\u{200C}word"
        try await server.say(text, in: "a\u{200D}b")
        let page = try await Page(of: server)
        try await page.shows("one")
        try await page.browser.click(".row.message")
        try await page.browser.waits(for: "document.querySelector('#detail .words')")
        #expect(
            try await page.browser.text(of: "#detail .words")
                == "one\n\"two\"\t👩‍👩‍👧 می‌خواهم ad‹200B›min pass‹200C›word")
        #expect(
            try await page.browser.run(
                "return getComputedStyle(document.querySelector('#detail .words')).whiteSpace")
                == "pre-wrap")
        #expect(try await page.browser.text(of: ".row.message .ch") == "a‹200D›b")
    }

    @Test("text from right to left stays in its column, and runs from the right")
    func rightToLeft() async throws {
        let server = try await RunningServer()
        try await server.say("مرحبا بالعالم!", arguments: ["--from", "מרים"])
        let page = try await Page(of: server)
        try await page.shows("مرحبا")
        let styles: [String] = try await page.browser.run(
            """
            return ['.from', '.body'].map((name) => {
              const style = getComputedStyle(document.querySelector(`.row.message ${name}`));
              return `${style.direction} ${style.textAlign}`;
            });
            """)
        #expect(styles == ["rtl left", "rtl left"])
    }

    @Test("the command that is copied publishes the same, whatever it is")
    func curl() async throws {
        let server = try await RunningServer()
        let port = server.port
        let large = String(repeating: "it's large ", count: 20_000)
        let bodies = [
            ("/ch/general", #"{"from":"ann","type":"a.b","v":7,"body":{"n":1.0},"reply_to":"x"}"#),
            ("/ch/..", #"{"from":"ann","type":"a.b","body":"it's"}"#),
            ("/ch/general", #"{"from":"ann","type":"a.b","body":{"text":"\#(large)"}}"#),
        ]
        try await onThread {
            let connection = try PlainConnection(port: port)
            for (path, body) in bodies {
                #expect(try connection.ask("POST", path, body).status == 201)
            }
        }
        let page = try await Page(of: server)
        try await page.browser.waits(for: "document.querySelectorAll('.row.message').length === 3")
        let commands: [String] = try await page.browser.run(
            """
            return Promise.all([import('/ui/detail.js'), import('/ui/messages.js'),
              fetch('/history').then((answer) => answer.text())]).then(
              ([{ curl }, { read }, text]) => read(text).map((message) => curl(message)));
            """)
        for command in commands {
            let script = "curl() { command curl --silent \"$@\"; }\n\(command)\n"
            let child = try Child(
                ["-s"], of: "/bin/sh", environment: ["PATH": "/usr/bin:/bin"],
                input: .bytes(Array(script.utf8)))
            #expect(await child.waits() == .status(0), "\(child.errors.text)")
        }
        // All but what the server gives: id and time.
        let lines = try await server.run("history").lines.map { line in
            String(line[try #require(line.firstRange(of: "\"from\":")).lowerBound...])
        }
        #expect(lines.count == 6)
        #expect(Array(lines.prefix(3)) == Array(lines.suffix(3)))
    }
}
