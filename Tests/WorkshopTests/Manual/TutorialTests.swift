import Foundation
import Testing

/// The tutorial, gone through as a reader would: all its commands, in order, in its terminals.
@Suite struct TutorialTests {
    private final class Reader {
        let folder: Folder
        let port: Int
        private var terminals: [String: ShellSession] = [:]

        init() async throws {
            folder = try Folder()
            // One that was free a moment ago.
            let server = try await RunningServer()
            port = server.port
            _ = await server.stop()
        }

        func terminal(_ name: String) async throws -> ShellSession {
            if let terminal = terminals[name] { return terminal }
            let terminal = try await ShellSession(
                in: folder, url: "http://localhost:\(port)",
                environment: ["PORT": "\(port)"], patience: 100)
            terminals[name] = terminal
            return terminal
        }
    }

    @Test func `every command does what the page shows`() async throws {
        let reader = try await Reader()
        for transcript in Transcript.all(in: try ManualFolder.read("workshop-tutorial.7")) {
            try await prepare(for: transcript, reader)
            let name = transcript.texts("terminal").first ?? "third"
            let terminal = try await reader.terminal(name)
            var steps = transcript.steps[...]
            let kept = transcript.texts("keeps").isEmpty ? nil : steps.popLast()
            for (index, step) in steps.enumerated() {
                try await play(step, before: steps.dropFirst(index + 1).first, terminal, reader)
            }
            guard let kept else { continue }
            try terminal.start(adapted(kept.command, reader))
            for text in transcript.texts("keeps") where text != "-" {
                try await terminal.waits(for: text)
            }
        }
        let server = try await reader.terminal("server")
        server.stopCommand(SIGINT)
        #expect(try await server.answer().status == 0)
    }

    private func prepare(for transcript: Transcript, _ reader: Reader) async throws {
        for (name, text) in transcript.pairs("shows") {
            try await reader.terminal(name).waits(for: text)
        }
        for name in transcript.texts("ends") {
            let terminal = try await reader.terminal(name)
            terminal.stopCommand(SIGINT)
            try await terminal.answer()
        }
        for (count, file) in transcript.pairs("lines") {
            let isThere = try await poll {
                // Not there before the first line.
                let bytes = (try? reader.folder.read(file)) ?? []
                return bytes.count { $0 == UInt8(ascii: "\n") } == Int(count)
            }
            #expect(isThere, "\(file) has not got \(count) lines")
        }
    }

    private func play(
        _ step: Transcript.Step, before next: Transcript.Step?, _ terminal: ShellSession,
        _ reader: Reader
    ) async throws {
        let answer = try await terminal.run(adapted(step.command, reader))
        let isShown = next?.command == "echo $?"
        #expect(answer.status == 0 || isShown, "\(step.command): \(answer.output)")
        guard !step.output.isEmpty else { return }
        #expect(
            Transcript.settled(answer.output) == Transcript.settled(step.output),
            "\(step.command)")
    }

    private func adapted(_ command: String, _ reader: Reader) -> String {
        command.replacing("localhost:4242", with: "localhost:\(reader.port)")
    }
}
