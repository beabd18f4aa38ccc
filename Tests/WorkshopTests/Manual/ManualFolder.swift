import Foundation
import Testing

@testable import Arguments
@testable import WorkshopCommands

/// The committed pages, and what is made of them.
enum ManualFolder {
    static let root = URL(filePath: #filePath).deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    static let pages = root.appending(component: "man")
    static let embedded = root.appending(components: "Sources", "CManual")

    /// Whether what is committed is to be made what it should be.
    static var isRecording: Bool {
        ProcessInfo.processInfo.environment["UPDATE_SNAPSHOTS"] == "1"
    }

    /// The files of all pages, such as `workshop-pub.1`, sorted.
    static func files() throws -> [String] {
        try FileManager.default.contentsOfDirectory(atPath: pages.path).sorted()
    }

    static func read(_ file: String) throws -> String {
        try String(contentsOf: pages.appending(component: file), encoding: .utf8)
    }

    /// Every command that is not hidden, the program itself first.
    static var commands: [CommandPath] {
        func below(_ path: CommandPath) -> [CommandPath] {
            [path]
                + path.command.subcommands.filter { !$0.isHidden }
                .compactMap { path.descending(to: $0.name) }.flatMap(below)
        }
        return (try? CommandTable.root.description.path(to: [])).map(below) ?? []
    }

    /// Compares a text with a committed file, or makes the file hold it.
    static func expect(
        _ text: String, in file: URL, sourceLocation: SourceLocation = #_sourceLocation
    ) throws {
        let recorded = try? String(contentsOf: file, encoding: .utf8)
        if isRecording {
            // A file that is as it should be keeps its date, and nothing is compiled again.
            if recorded != text { try Data(text.utf8).write(to: file) }
        } else {
            let name = file.lastPathComponent
            #expect(
                recorded == text, "\(name) is outdated: UPDATE_SNAPSHOTS=1 records it anew",
                sourceLocation: sourceLocation)
        }
    }

    /// Runs `mandoc` to its end.
    static func mandoc(_ arguments: [String]) async throws -> Outcome {
        let child = try Child(arguments, of: "/usr/bin/mandoc", folder: pages.path)
        let exit = await child.waits()
        return Outcome(exit: exit, output: child.output.bytes, errors: child.errors.text)
    }
}
