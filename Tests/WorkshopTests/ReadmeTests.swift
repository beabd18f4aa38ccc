import Foundation
import Testing

@Suite("The README")
struct ReadmeTests {
    /// The lines of the first shell block after a heading.
    private func block(after heading: String) throws -> String {
        let root = URL(filePath: #filePath).deletingLastPathComponent()
            .deletingLastPathComponent().deletingLastPathComponent()
        let text = try String(contentsOf: root.appending(component: "README.md"), encoding: .utf8)
        let section = try #require(text.firstRange(of: heading)).upperBound
        let start = try #require(text[section...].firstRange(of: "```sh\n")).upperBound
        let end = try #require(text[start...].firstRange(of: "```")).lowerBound
        return String(text[start..<end])
    }

    /// Runs lines of the README in a fresh shell, against a server of the test's own.
    private func paste(_ lines: String, with server: RunningServer) async throws -> Outcome {
        let binaries = URL(filePath: Binary.path).deletingLastPathComponent().path
        let authority = server.url.dropFirst("http://".count)
        let script =
            lines
            .replacing("$PWD/.build/release", with: binaries)
            .replacing("localhost:4242", with: authority)
        let shell = try Child(
            ["-c", script], of: "/bin/bash", environment: ["WORKSHOP_URL": server.url],
            folder: server.folder.path)
        let exit = await shell.waits()
        return Outcome(exit: exit, output: shell.output.bytes, errors: shell.errors.text)
    }

    @Test("has a tour that works, pasted into a fresh shell")
    func tour() async throws {
        let server = try await RunningServer()
        let outcome = try await paste(block(after: "## A tour in 60 seconds"), with: server)
        #expect(outcome.exit == .status(0))
        #expect(outcome.errors == "")
        for sign in [
            #""body":{"msg":"hi","n":12345678901234567890}"#, "is anybody there?", ": open",
            #""claimed_by":"harvester.alice""#, #""result":{"stars":9110}"#,
            #""agent_id":"harvester.alice""#, #""agents-live":1"#,
        ] {
            #expect(outcome.text.contains(sign), "\(sign) is missing in \(outcome.text)")
        }
        _ = await server.stop()
    }

    @Test("has curl lines that are answered")
    func curl() async throws {
        let server = try await RunningServer()
        let lines = try block(after: "## HTTP with curl")
            .replacing("curl -N", with: "curl --max-time 1 -sN")
            .replacing("curl -d", with: "curl -sfd")
            .replacing("| jq .", with: "| jq --exit-status . || true")
        let outcome = try await paste("echo star > map.txt\n" + lines, with: server)
        #expect(outcome.exit == .status(0))
        #expect(outcome.text.contains(#""subscribers":0"#))
        #expect(outcome.text.contains(#"{"hash":"sha256:"#))
        #expect(outcome.text.contains(#""messages":2"#))
        _ = await server.stop()
    }
}
