import Testing

@testable import WorkshopCommands

/// `workshop help`, as the real program.
@Suite struct HelpTests {
    private func help(
        _ names: String..., output: Child.Standard = .pipe, path: String = "/usr/bin:/bin"
    ) async throws -> Outcome {
        let child = try Child(
            ["help"] + names, environment: ["PATH": path, "MANPAGER": "cat", "MANWIDTH": "72"],
            output: output)
        let exit = await child.waits()
        return Outcome(exit: exit, output: child.output.bytes, errors: child.errors.text)
    }

    @Test func `without a name it is the overview, as -h is`() async throws {
        let overview = try await InProcess.run(["help"])
        let byOption = try await InProcess.run(["-h"])
        #expect(overview.output == byOption.output)
        #expect(overview.ending == .status(.done))
    }

    @Test(arguments: [["task", "claim"], ["message"]])
    func `into a pipe the page is plain text`(_ names: [String]) async throws {
        let page = try await InProcess.run(["help"] + names)
        let name = (["workshop"] + names).joined(separator: "-")
        #expect(
            page.output == ManualPage(named: name).map { String(decoding: $0.text, as: UTF8.self) })
        #expect(page.output.hasPrefix(name.uppercased()))
        #expect(page.ending == .status(.done) && page.errors.isEmpty)
    }

    @Test func `what is no page is an error with a way out`() async throws {
        let page = try await InProcess.run(["help", "tial"])
        #expect(page.ending == .status(.usage))
        #expect(page.errors.contains("did you mean 'tail'?"))
    }

    @Test func `on a terminal man shows the page of this program`() async throws {
        let page = try await help("pub", output: .terminal)
        #expect(page.exit == .status(0))
        #expect(page.text.contains("WORKSHOP-PUB(1)"))
        let plain = page.screen.replacing(/.\u{8}|\u{1B}\[[0-9;]*m/, with: "")
        let widest = plain.split(separator: "\n").map(\.count).max() ?? 0
        // MANWIDTH, which the text inside the program knows nothing of.
        #expect((66...74).contains(widest))
    }

    @Test func `man gets the page, the terminal and its exit status`() async throws {
        let folder = try Folder()
        let script = "#!/bin/sh\necho \"man $*\"\nsed -n /^.Dt/p\ntest -t 1 && exit 3\n"
        let man = try folder.write(Array(script.utf8), to: "man")
        _ = await (try Child(["+x", man], of: "/bin/chmod")).waits()
        let path = "\(folder.path):/usr/bin:/bin"
        let page = try await help("task", "list", output: .terminal, path: path)
        #expect(page.screen == "man -l -\n.Dt WORKSHOP-TASK-LIST 1\n")
        #expect(page.exit == .status(3))
        #expect(try await help("task", "list", path: path).exit == .status(0))
    }

    @Test func `where there is no man the terminal shows the text`() async throws {
        let folder = try Folder()
        let page = try await help("tail", output: .terminal, path: folder.path)
        let text = try #require(ManualPage(named: "workshop-tail")).text
        #expect(page.screen == String(decoding: text, as: UTF8.self))
        #expect(page.exit == .status(0))
    }
}
