import Testing

@testable import WorkshopCommands

/// What commands say when not all of an answer comes, or another program answers.
@Suite struct StrangerTests {
    private func outcome(_ words: [String], of answer: String) async throws -> Outcome {
        let server = try CannedServer(answer: answer)
        let child = try Child(words + ["--url", "http://127.0.0.1:\(server.port)"])
        let exit = await child.waits()
        return Outcome(exit: exit, output: child.output.bytes, errors: child.errors.text)
    }

    @Test(arguments: [
        ["pub", "a", "x", "{}"], ["task", "create", "x"], ["task", "claim", "X"],
        ["task", "update", "X", "{}"], ["task", "done", "X", "{}"], ["task", "abandon", "X"],
        ["task", "interrupt", "X"], ["task", "claim", "--next"],
    ])
    func `a lost answer may mean that it was done`(_ words: [String]) async throws {
        let server = try CannedServer(answer: "")
        let lost = try await InProcess.run(words + ["--url", "http://127.0.0.1:\(server.port)"])
        #expect(lost.ending == .status(.unreachable))
        #expect(lost.errors.contains(#/the answer of 'http:[^']*' was lost: /#), "\(lost.errors)")
        #expect(lost.errors.contains("hint: the request may have been carried out; look before"))
    }

    @Test(arguments: [["status"], ["presence", "beat"]])
    func `a lost answer to what does no harm twice is only lost`(_ words: [String]) async throws {
        let lost = try await outcome(words, of: "")
        #expect(lost.exit == .status(6))
        #expect(lost.errors.contains("was lost: "))
        #expect(!lost.errors.contains("hint"))
    }

    @Test(arguments: [
        (["status"], #"{"error":"no"}"#), (["history"], #"{"error":"no"}"#),
        (["channels"], "<html>"), (["presence"], "<html>"), (["tail"], "<html>"),
        (["task", "show", "X"], "<html>"), (["get", String(repeating: "0", count: 64)], "{}"),
    ])
    func `404 of something else is no answer`(_ words: [String], _ body: String) async throws {
        let head = "HTTP/1.1 404 Not Found\r\nContent-Length: \(body.utf8.count)\r\n\r\n"
        let strange = try await outcome(words, of: head + body)
        #expect(strange.exit == .status(1))
        #expect(
            strange.errors.contains(#/'http:[^']*' is no workshop server, or not at this path/#),
            "\(strange.errors)")
    }

    @Test func `https to a plain port is told`() async throws {
        let server = try await RunningServer()
        let child = try Child(["status", "--url", "https://127.0.0.1:\(server.port)"])
        #expect(await child.waits() == .status(6))
        #expect(child.errors.text.contains("write 'http://'"), "\(child.errors.text)")
    }
}
