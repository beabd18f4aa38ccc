import Arguments
import Foundation
import Testing

@testable import WorkshopCommands

/// Every line that the pages show, run by a shell with the real program against a real server.
@Suite struct ExampleTests {
    /// Pages at a time: most of the time goes by with waiting.
    private static let width = 4

    @Test func `the examples of every page do what it shows`() async throws {
        // The tutorial is gone through by a test of its own.
        let pages = try ManualFolder.files().filter { $0 != "workshop-tutorial.7" }
        try await withThrowingTaskGroup(of: Void.self) { group in
            for (index, page) in pages.enumerated() {
                if index >= Self.width { try await group.next() }
                group.addTask {
                    for transcript in Transcript.all(in: try ManualFolder.read(page)) {
                        try await play(transcript, of: page)
                    }
                }
            }
            try await group.waitForAll()
        }
    }

    @Test func `every command's page has examples`() throws {
        for path in ManualFolder.commands {
            let page = ManualText(try ManualFolder.read("\(path.manualName).1"))
            let examples = Transcript.all(in: page.section("EXAMPLES") ?? "")
            #expect(!examples.isEmpty, "\(path.text)")
        }
    }

    private func play(_ transcript: Transcript, of page: String) async throws {
        let server = try await RunningServer()
        let session = try await ShellSession(with: server)
        for command in transcript.texts("before") {
            let answer = try await session.run(adapted(command, to: server))
            try #require(answer.status == 0, "\(page): \(command): \(answer.output)")
        }
        var steps = transcript.steps[...]
        let last = transcript.texts("until").isEmpty ? nil : steps.popLast()
        for (index, step) in steps.enumerated() {
            let answer = try await session.run(adapted(step.command, to: server))
            // A page that shows the status says that it is not 0.
            let next = index + 1 < steps.count ? steps[index + 1].command : ""
            #expect(
                answer.status == 0 || next == "echo $?",
                "\(page): \(step.command): \(answer.output)")
            expect(answer.output, shows: step, on: page)
        }
        if let last { try await follow(last, transcript, of: page, session, server) }
        _ = await server.stop()
    }

    /// Runs a command that does not end by itself.
    private func follow(
        _ step: Transcript.Step, _ transcript: Transcript, of page: String,
        _ session: ShellSession, _ server: RunningServer
    ) async throws {
        let before = session.shown.count
        try session.start(adapted(step.command, to: server))
        for command in transcript.texts("meanwhile") {
            try await server.waitForSubscribers(1)
            let other = try await ShellSession(with: server)
            let answer = try await other.run(command)
            try #require(answer.status == 0, "\(command): \(answer.output)")
        }
        for text in transcript.texts("until") { try await session.waits(for: text) }
        session.stopCommand(SIGINT)
        expect(String(session.shown.dropFirst(before)), shows: step, on: page)
    }

    private func expect(_ output: String, shows step: Transcript.Step, on page: String) {
        guard !step.output.isEmpty else { return }
        #expect(
            Transcript.settled(output) == Transcript.settled(step.output),
            "\(page): \(step.command)")
    }

    /// The command for the test's own server instead of the one on the usual port.
    private func adapted(_ command: String, to server: RunningServer) -> String {
        command.hasPrefix("workshop serve")
            ? command.replacing(":4242", with: ":0")
            : command.replacing("localhost:4242", with: server.url.dropFirst("http://".count))
    }
}
