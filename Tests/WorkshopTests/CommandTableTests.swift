import Arguments
import Testing

@testable import WorkshopCommands

@Suite struct CommandTableTests {
    @Test func `the table can be read without ambiguity`() {
        #expect(CommandTable.root.description.defects() == [])
    }

    @Test(arguments: [
        [], ["serve"], ["pub"], ["tail"], ["history"], ["channels"], ["task"], ["task", "create"],
        ["task", "list"], ["task", "show"], ["task", "wait"], ["task", "claim"],
        ["task", "update"],
        ["task", "done"], ["task", "abandon"], ["task", "interrupt"], ["put"], ["get"],
        ["presence"], ["presence", "beat"], ["status"], ["help"],
    ])
    func `every command has a page within 80 columns, by -h and by help`(
        _ names: [String]
    ) async throws {
        let byOption = try await InProcess.run(names + ["-h"])
        let byCommand = try await InProcess.run(["help"] + names)
        #expect(byOption.ending == .status(.done))
        #expect(byOption.output == byCommand.output)
        #expect(byOption.errors.isEmpty)
        let examples = byOption.output.split(separator: "\n").filter { $0.hasPrefix("  workshop") }
        for line in byOption.output.split(separator: "\n") where !examples.contains(line) {
            #expect(line.count <= 80, "\(line)")
        }
    }

    @Test func `the version is one line`() async throws {
        let result = try await InProcess.run(["--version"])
        #expect(result.output == "workshop \(Version.current)\n")
        #expect(result.ending == .status(.done))
    }
}
