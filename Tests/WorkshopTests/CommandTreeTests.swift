import Arguments
import Testing
import WorkshopModel

@testable import WorkshopCommands

/// `help --json`: the command table for programs.
@Suite struct CommandTreeTests {
    private func tree(_ names: [String] = []) async throws -> JSONText {
        let result = try await InProcess.run(["help"] + names + ["--json"])
        #expect(result.ending == .status(.done))
        #expect(result.output.hasSuffix("}\n"))
        return try JSONText(parsing: Array(result.output.utf8.dropLast()))
    }

    private func descendant(_ names: [String], of tree: JSONText) throws -> JSONText {
        try names.reduce(tree) { tree, name in
            try #require(tree["commands"]?.elements?.first { $0["name"]?.string == name })
        }
    }

    @Test func `it is the whole table, but for what is hidden`() async throws {
        let tree = try await tree()
        #expect(tree["version"]?.string == Version.current)
        for path in ManualFolder.commands {
            let command = try descendant(Array(path.names.dropFirst()), of: tree)
            #expect(command["command"]?.string == path.text)
            #expect(command["summary"]?.string == path.command.summary)
            #expect(command["usage"]?.elements?.compactMap(\.string) == path.usage)
            #expect(
                command["commands"]?.elements?.map { $0["name"]?.string }
                    == path.command.subcommands.filter { !$0.isHidden }.map(\.name))
            let options = command["options"]?.elements ?? []
            let described = path.ownOptions.filter { !$0.isHidden }
            #expect(options.map { $0["name"]?.string } == described.map(\.name))
            for (option, description) in zip(options, described) {
                #expect(option["summary"]?.string == description.summary)
                #expect(option["value"]?["name"]?.string == description.value?.name)
                #expect(option["environment"]?.string == description.environment)
            }
            let operands = command["operands"]?.elements ?? []
            #expect(operands.map { $0["name"]?.string } == path.command.operands.map(\.name))
            #expect(command["examples"]?.elements?.count == path.command.examples.count)
            #expect(
                command["exit_statuses"]?.elements?.map { $0["status"]?.integer }
                    == path.command.exitStatuses.map { Int64($0.status) })
        }
        #expect(!String(decoding: tree.bytes, as: UTF8.self).contains("complete-values"))
    }

    @Test func `one command tells of itself and what it inherits`() async throws {
        let list = try await tree(["task", "list"])
        #expect(list["command"]?.string == "workshop task list")
        let inherited = list["inherited_options"]?.elements?.compactMap { $0["name"]?.string }
        #expect(inherited == ["url", "json", "color"])
        let status = try #require(
            list["options"]?.elements?.first { $0["name"]?.string == "status" })
        #expect(
            status.text == """
                {"name":"status","short":null,"value":{"name":"STATUS","kind":"choice",\
                "choices":["open","claimed","done"]},"repeatable":false,"global":false,\
                "environment":null,"default":null,"summary":"only tasks that stand so",\
                "section":null}
                """)
        let pub = try await tree(["pub"])
        #expect(
            pub["operands"]?.elements?.last?.text == """
                {"name":"BODY","required":false,"repeatable":false,"kind":"text-or-file",\
                "choices":[],"summary":"JSON, '-' or '@FILE'"}
                """)
        let run = try await tree(["task", "run"])
        #expect(run["passthrough"]?["name"]?.string == "CMD")
        #expect(pub["passthrough"]?.kind == .null)
        #expect(try await tree(["task"])["requires_command"]?.text == "true")
        #expect(try await tree(["presence"])["requires_command"]?.text == "false")
    }

    @Test func `jq reads it`() async throws {
        let help = try await InProcess.run(["help", "--json"])
        let jq = try Child(
            ["-r", #"[.. | objects | .command? // empty] | length"#], of: "/usr/bin/jq",
            input: .bytes(Array(help.output.utf8)))
        #expect(await jq.waits() == .status(0))
        #expect(jq.output.lines == ["\(ManualFolder.commands.count)"])
    }
}
