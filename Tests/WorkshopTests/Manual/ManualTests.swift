import Foundation
import Testing

@testable import Arguments
@testable import WorkshopCommands

/// The pages under `man/`. `UPDATE_SNAPSHOTS=1` records what follows from the command table and
/// leaves the prose alone; a command without a page gets one.
@Suite(.serialized) struct ManualTests {
    @Test(arguments: ManualFolder.commands.map(\.names))
    func `a command's page says what the command table says`(_ names: [String]) throws {
        let path = try CommandTable.root.description.path(to: Array(names.dropFirst()))
        let file = ManualFolder.pages.appending(component: "\(path.manualName).1")
        let page = try? String(contentsOf: file, encoding: .utf8)
        let text =
            page.map { ManualText($0) } ?? ManualText(for: path, date: Self.date(of: .now))
        try ManualFolder.expect(text.merged(with: path.manualSections).text, in: file)
    }

    @Test func `every page is a command's or a topic's`() throws {
        let commands = ManualFolder.commands.map { "\($0.manualName).1" }
        let topics = ManualPage.Topic.allCases.map(\.fileName)
        #expect(try ManualFolder.files() == (commands + topics).sorted())
    }

    @Test func `mandoc has nothing to say about any page`() async throws {
        let files = try ManualFolder.files()
        let lint = try await ManualFolder.mandoc(["-T", "lint"] + files)
        // It looks for other pages where they would be installed; the next test looks here.
        let remarks = lint.lines.filter { !$0.contains("referenced manual not found: Xr workshop") }
        #expect(remarks == [])
    }

    @Test func `every page referred to is there`() throws {
        let files = try ManualFolder.files()
        for file in files {
            for match in try ManualFolder.read(file).matches(of: /Xr (workshop[a-z-]*) ([1-9])/) {
                let isThere = files.contains("\(match.1).\(match.2)")
                #expect(isThere, "\(file): \(match.0)")
            }
        }
    }

    @Test func `every promise names tests that are there, and every promise's tests are named`()
        throws
    {
        let page = try ManualFolder.read("workshop-promises.7")
        let named = page.matches(of: /Pa (Tests\S+\.swift)/).map { String($0.1) }
        let root = ManualFolder.pages.deletingLastPathComponent()
        for file in named {
            let path = root.appending(path: file).path
            #expect(FileManager.default.fileExists(atPath: path), "\(file)")
        }
        let folder = "Tests/WorkshopTests/Promises"
        let promises = try FileManager.default.contentsOfDirectory(
            atPath: root.appending(path: folder).path)
        for file in promises where file.hasSuffix("Promise.swift") && file != "SmokePromise.swift" {
            #expect(named.contains("\(folder)/\(file)"), "\(file)")
        }
    }

    @Test func `what a page shows can be copied from any terminal`() throws {
        for file in try ManualFolder.files() {
            var isDisplay = false
            for line in try ManualFolder.read(file).split(separator: "\n") {
                if line.hasPrefix(".") { isDisplay = line.hasPrefix(".Bd -literal") }
                // What typesetters make of these is another character.
                let bare = line.replacing(/\\[-e&]|\\\([a-z]{2}/, with: "")
                let isSafe = !bare.contains { "-'`^~\\".contains($0) }
                #expect(!isDisplay || line.hasPrefix(".") || isSafe, "\(file): \(line)")
            }
        }
    }

    @Test(arguments: ManualPage.Topic.allCases)
    func `a topic is no command`(_ topic: ManualPage.Topic) {
        #expect(!CommandTable.root.description.subcommands.contains { $0.name == topic.rawValue })
    }

    @Test func `the text of a page is what mandoc makes of it, on 80 columns`() async throws {
        for file in try ManualFolder.files() {
            let outcome = try await ManualFolder.mandoc([
                "-T", "utf8", "-O", "width=78", "-I", "os=workshop", file,
            ])
            let text = outcome.text.replacing(/.\u{8}/, with: "")
                .replacing(/[‘’]/, with: "'").replacing(/[“”]/, with: "\"")
                .replacing("–", with: "-")
            #expect(text.utf8.allSatisfy { $0 < 0x80 }, "\(file) is more than ASCII")
            let wide = text.split(separator: "\n").filter { $0.count > 80 }.map(String.init)
            #expect(wide == [], "\(file)")
            try ManualFolder.expect(
                text, in: ManualFolder.embedded.appending(components: "text", "\(file).txt"))
        }
    }

    @Test func `every page is inside the program`() throws {
        let files = try ManualFolder.files()
        try ManualFolder.expect(
            EmbeddedPages(files).source, in: ManualFolder.embedded.appending(component: "pages.c"))
        guard !ManualFolder.isRecording else { return }
        for file in files {
            let page = try #require(ManualPage(named: String(file.dropLast(2))))
            #expect(try String(decoding: page.source, as: UTF8.self) == ManualFolder.read(file))
        }
        let texts = ManualFolder.embedded.appending(component: "text")
        #expect(
            try FileManager.default.contentsOfDirectory(atPath: texts.path).sorted()
                == files.map { "\($0).txt" })
    }

    /// `January 31, 2026`.
    private static func date(of date: Date) -> String {
        let formatter = DateFormatter()
        formatter.locale = Locale(identifier: "en_US_POSIX")
        formatter.dateFormat = "MMMM d, yyyy"
        return formatter.string(from: date)
    }
}
