import Testing
import WorkshopModel

@Suite struct BodyTests {
    private static let exact =
        #"{"z":12345678901234567890,"a":1.0,"e":1e400,"n":"\u0000","l":"\ud800","s":"👩‍🚀 é","z":[-0,0.10]}"#

    @Test func `a body comes back byte for byte, live, replayed and from history`() async throws {
        let server = try await RunningServer()
        let live = try await server.startTail(["--count", "3"])
        _ = try server.folder.write(Array(Self.exact.utf8), to: "body.json")
        _ = try await server.run("pub", "a", "x", Self.exact)
        _ = try await server.run("pub", "a", "x", "@body.json")
        let spaced = Self.exact.replacing(",\"", with: " ,\n \"")
        _ = try await server.run("pub", "a", "x", input: .bytes(Array(spaced.utf8)))
        #expect(await live.waits() == .status(0))
        let history = try await server.run("history", "a")
        let replayed = try await server.run("tail", "a", "--since", "all", "--count", "3")
        #expect(history.output == live.output.bytes)
        #expect(history.output == replayed.output)
        #expect(history.lines.count == 3)
        for line in history.lines {
            #expect(line.contains(#""body":\#(Self.exact),"files""#))
        }
    }

    @Test func `-F builds a body, numbers as they are written`() async throws {
        let server = try await RunningServer()
        _ = try server.folder.write(Array("one\ntwo".utf8), to: "notes")
        _ = try await server.run(
            "pub", "a", "x", "-F", "n=1.0", "-F", "big=12345678901234567890", "-F", "t=true",
            "-F", "z=null", "-F", "s=a=b", "-F", "j={}", "-F", "f=@notes", "-F", "i=@-",
            input: .bytes(Array("\"in\"".utf8)))
        let body = try await server.run("history", "a").json()["body"]?.text
        #expect(
            body == #"{"n":1.0,"big":12345678901234567890,"t":true,"z":null,"s":"a=b","j":"{}","#
                + #""f":"one\ntwo","i":"\"in\""}"#)
    }

    /// Bytes of the request around the body of these tests.
    private static let envelope = #"{"from":"tester.lab","type":"x","v":1,"body":}"#.utf8.count

    @Test(arguments: [(-1, 0), (0, 0), (1, 2)])
    func `a body on standard input may fill the request, and is never cut`(
        _ excess: Int, _ status: Int32
    ) async throws {
        let server = try await RunningServer()
        let length = Limits.jsonBody - Self.envelope + excess
        let text = String(repeating: "é", count: (length - 2) / 2)
        let filler = String(repeating: "x", count: length - 2 - text.utf8.count)
        let body = "\"\(text)\(filler)\""
        let outcome = try await server.run("pub", "a", "x", "-", input: .bytes(Array(body.utf8)))
        #expect(outcome.exit == .status(status), "\(outcome.errors)")
        if status == 0 {
            #expect(try await server.run("history", "a").json()["body"]?.text == body)
        } else {
            #expect(outcome.errors.contains("1 MiB (1048576 bytes)"))
            #expect(try await server.run("history", "a").lines == [])
        }
    }

    @Test func `standard input over 1 MiB is an error that names the limit`() async throws {
        let server = try await RunningServer()
        let body = [UInt8](repeating: UInt8(ascii: " "), count: Limits.jsonBody) + Array("{}".utf8)
        let outcome = try await server.run("pub", "a", "x", input: .bytes(body))
        #expect(outcome.exit == .status(2))
        #expect(outcome.errors.contains("standard input: more than 1 MiB (1048576 bytes)"))
        #expect(outcome.errors.contains("hint: 'workshop put' stores files of any size"))
    }

    @Test func `a terminal is not waited for without -`() async throws {
        let server = try await RunningServer()
        let outcome = try await server.run("pub", "a", "x", input: .terminal)
        #expect(outcome.exit == .status(0))
        #expect(try await server.run("history").json()["body"]?.text == "{}")
    }

    @Test func `nothing on a standard input that was not asked for is no body`() async throws {
        let server = try await RunningServer()
        #expect(try await server.run("pub", "a", "x", input: .bytes([])).exit == .status(0))
        #expect(try await server.run("pub", "a", "x", input: .bytes([10])).exit == .status(0))
        let bodies = try await server.run("history").lines.map { line in
            try Envelope(parsing: Array(line.utf8)).body.text
        }
        #expect(bodies == ["{}", "{}"])
    }

    @Test func `--lines publishes in order and stops at a bad line`() async throws {
        let server = try await RunningServer()
        let good = (0..<300).map { "{\"n\":\($0)}\n" }.joined()
        let all = try await server.run(
            "pub", "a", "x", "--lines", input: .bytes(Array((good + "\n\"last\"").utf8)))
        #expect(all.exit == .status(0))
        #expect(all.lines.count == 301)
        let bodies = try await server.run("history", "a", "--all").lines.map { line in
            try Envelope(parsing: Array(line.utf8)).body.text
        }
        #expect(bodies == (0..<300).map { "{\"n\":\($0)}" } + ["\"last\""])
        let bad = try await server.run(
            "pub", "b", "x", "--lines", input: .bytes(Array("1\n2\noops\n4\n".utf8)))
        #expect(bad.exit == .status(2))
        #expect(bad.lines.count == 2)
        #expect(bad.errors.contains("line 3: invalid JSON at byte 0"))
        #expect(try await server.run("history", "b").lines.count == 2)
    }

    @Test func `a file is uploaded and attached`() async throws {
        let server = try await RunningServer()
        _ = try server.folder.write(Array("log".utf8), to: "log")
        _ = try await server.run("pub", "a", "x", "{}", "--file", "log", "--reply-to", "someone")
        let message = try await server.run("history").json()
        let hash = try #require(message["files"]?.elements?.first?.string)
        #expect(message["reply_to"]?.string == "someone")
        #expect(try await server.run("get", hash).text == "log")
    }
}
