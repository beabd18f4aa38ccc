import Arguments
import Foundation
import Testing

@testable import WorkshopCommands

/// The scripts under `completions/`. `UPDATE_SNAPSHOTS=1` records them.
@Suite struct CompletionScriptTests {
    @Test(arguments: [
        (CompletionShell.bash, "workshop.bash"), (.zsh, "_workshop"), (.fish, "workshop.fish"),
    ])
    func `the script that is committed is the one that is printed`(
        _ shell: CompletionShell, _ file: String
    ) async throws {
        let printed = try await InProcess.run(["completion", shell.rawValue])
        #expect(printed.ending == .status(.done))
        try ManualFolder.expect(
            printed.output, in: ManualFolder.root.appending(components: "completions", file))
    }

    @Test func `every kind of value that a command names can be looked up`() {
        for path in ManualFolder.commands {
            let hints = path.options.compactMap(\.value?.hint) + path.command.operands.map(\.hint)
            for case .dynamic(let kind) in hints {
                #expect(ValueKind(rawValue: kind) != nil, "\(kind) of \(path.text)")
            }
        }
    }

    @Test(arguments: CompletionShell.allCases)
    func `what is hidden is in no script`(_ shell: CompletionShell) {
        let lines = CompletionCommand.script(for: shell).split(separator: "\n")
        let mentions = lines.filter { $0.contains("complete-values") }
        // Where it is called.
        #expect(mentions.count == 1)
    }
}
