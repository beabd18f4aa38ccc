import Arguments
import Foundation
import Testing

@testable import WorkshopCommands

/// The scripts of the program in the real shells, with a real server.
@Suite struct LiveCompletionTests {
    private func shell(
        _ kind: CompletionShell, url: String, environment: [String: String] = [:]
    ) async throws -> CompletingShell {
        try await CompletingShell(
            kind, CompletionCommand.script(for: kind), in: try Folder(),
            environment: ["WORKSHOP_URL": url, "AGENT_ID": "tester.lab"].merging(environment) {
                $1
            })
    }

    @Test(arguments: CompletionShell.allCases)
    func `values of the server are completed and quoted`(_ kind: CompletionShell) async throws {
        let server = try await RunningServer()
        for channel in ["general", "odd name", "a:b", "it's", "$HOME", "a`b", "naïve"] {
            _ = try await server.run("pub", channel, "msg.text")
        }
        let hash = "sha256:\(String(repeating: "0", count: 64))"
        let shared = #"{"from":"x","type":"file.shared","body":{},"files":["\#(hash)"]}"#
        _ = try await Child(
            ["-sd", shared, "\(server.url)/ch/general"], of: "/usr/bin/curl"
        ).waits()
        let shell = try await shell(kind, url: server.url, environment: ["CH": "odd name"])
        let table = [
            ("workshop tail gen", "workshop tail general "),
            ("workshop tail -- gen", "workshop tail -- general "),
            ("workshop tail --json general od", "workshop tail --json general odd\\ name "),
            ("workshop tail 'odd n", "workshop tail 'odd name' "),
            ("workshop tail \"odd n", "workshop tail \"odd name\" "),
            ("workshop tail a:", "workshop tail a:b "),
            ("workshop tail \"a:", "workshop tail \"a:b\" "),
            ("workshop tail it", "workshop tail it\\'s "),
            ("workshop tail naï", "workshop tail naïve "),
            ("workshop task list --ch=gen", "workshop task list --ch=general "),
            ("workshop task list --ch gen", "workshop task list --ch general "),
            ("workshop pub 'odd name' ms", "workshop pub 'odd name' msg.text "),
            ("workshop pub gen\"era\"l ms", "workshop pub gen\"era\"l msg.text "),
            ("workshop pub $CH ms", "workshop pub $CH msg.text "),
            ("workshop history a:b -t ms", "workshop history a:b -t msg.text "),
            ("workshop get sha256:0", "workshop get \(hash) "),
            ("workshop get sha", "workshop get \(hash) "),
            ("workshop help task cla", "workshop help task claim "),
            ("workshop task list --status op", "workshop task list --status open "),
            ("workshop completion zs", "workshop completion zsh "),
        ]
        for (typed, line) in table {
            let found = try await shell.complete(typed).line
            #expect(found == line, "\(kind)")
        }
        let channels = try await shell.complete("workshop tail ").candidates
        #expect(
            channels == ["general", "odd name", "a:b", "it's", "$HOME", "a`b", "naïve"].sorted())
    }

    @Test(arguments: CompletionShell.allCases)
    func `nothing that is typed is run`(_ kind: CompletionShell) async throws {
        let server = try await RunningServer()
        _ = try await server.run("pub", "general", "msg.text")
        let shell = try await shell(kind, url: server.url)
        let trap = server.folder.file("trap")
        for typed in [
            "workshop pub $(touch \(trap)) ", "workshop --url $(touch \(trap)) tail ",
            "workshop pub 'general' x --from \"$(touch \(trap))\" --fi",
        ] { _ = try await shell.complete(typed) }
        #expect(!FileManager.default.fileExists(atPath: trap))
        #expect(try await shell.complete("workshop tail gen").line == "workshop tail general ")
    }

    @Test(arguments: CompletionShell.allCases)
    func `a task is offered to those it is for`(_ kind: CompletionShell) async throws {
        let server = try await RunningServer()
        var ids: [String] = []
        for title in ["open", "mine", "his"] {
            ids.append(try await server.run("task", "create", title).member("id"))
        }
        _ = try await server.run("task", "claim", ids[1])
        _ = try await server.run("task", "claim", ids[2], "--from", "bob.lab")
        let shell = try await shell(kind, url: "http://127.0.0.1:1", environment: ["U": server.url])
        let url = "--url \(server.url)"
        #expect(
            try await shell.complete("workshop task \(url) claim ").line
                == "workshop task \(url) claim \(ids[0]) ")
        #expect(
            try await shell.complete("workshop task done --url=\(server.url) ").line
                == "workshop task done --url=\(server.url) \(ids[1]) ")
        #expect(
            try await shell.complete("workshop --url $U task abandon --from bob.lab ").line
                == "workshop --url $U task abandon --from bob.lab \(ids[2]) ")
        #expect(
            try await shell.complete("workshop \(url) task show ").candidates == ids.sorted())
        #expect(try await shell.complete("workshop task show ").candidates == [])
    }

    @Test(arguments: CompletionShell.allCases)
    func `titles stand beside the ids, made harmless`(_ kind: CompletionShell) async throws {
        let server = try await RunningServer()
        for title in ["sweep the floor", "water the plants"] {
            _ = try await server.run("task", "create", title)
        }
        let sqlite = try Child(
            [
                "-cmd", ".timeout 5000", server.folder.file("workshop.db"),
                "UPDATE tasks SET title = title || char(27) || ']0;owned' || char(7)",
            ], of: "/usr/bin/sqlite3")
        try #require(await sqlite.waits() == .status(0))
        let shell = try await shell(kind, url: server.url)
        // bash completes what the ids have in common, then rings, then lists.
        let tabs = kind == .bash ? 3 : kind == .zsh ? 2 : 1
        let completion = try await shell.complete("workshop task claim ", tabs: tabs)
        #expect(completion.candidates.count == 2)
        for title in ["sweep the floor", "water the plants"] {
            #expect(shell.shown.contains("\(title)\\u001b]0;owned\\u0007"), "\(shell.shown)")
        }
        #expect(!shell.shown.contains("\u{1B}]0;owned"))
    }

    @Test(arguments: CompletionShell.allCases)
    func `without a server the rest is still completed, without a word`(
        _ kind: CompletionShell
    ) async throws {
        let shell = try await shell(kind, url: "http://127.0.0.1:1")
        for typed in ["workshop tail gen", "workshop task done ", "workshop pub a "] {
            let completion = try await shell.complete(typed)
            #expect(completion == CompletingShell.Completion(line: typed, candidates: []))
        }
        #expect(try await shell.complete("workshop task cla").line == "workshop task claim ")
        #expect(!shell.shown.contains("workshop: "))
    }
}
