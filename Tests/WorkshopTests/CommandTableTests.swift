import Arguments
import Testing

@testable import WorkshopCommands

@Suite struct CommandTableTests {
    @Test func `the table can be read without ambiguity`() {
        #expect(CommandTable.root.description.defects() == [])
    }

    @Test(arguments: ManualFolder.commands.map { Array($0.names.dropFirst()) })
    func `every command has a short help within 80 columns`(_ names: [String]) async throws {
        let help = try await InProcess.run(names + ["-h"])
        #expect(help.ending == .status(.done))
        #expect(help.errors.isEmpty)
        let examples = help.output.split(separator: "\n").filter { $0.hasPrefix("  workshop") }
        for line in help.output.split(separator: "\n") where !examples.contains(line) {
            #expect(line.count <= 80, "\(line)")
        }
    }

    @Test func `the version is one line`() async throws {
        let result = try await InProcess.run(["--version"])
        #expect(result.output == "workshop \(Version.current)\n")
        #expect(result.ending == .status(.done))
    }
}
