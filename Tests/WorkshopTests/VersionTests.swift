import Foundation
import Testing

@testable import WorkshopCommands

/// One place says which version this is; what has to repeat it says the same.
@Suite struct VersionTests {
    private let root = URL(filePath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

    private func read(_ path: String) throws -> String {
        try String(contentsOf: root.appending(path: path), encoding: .utf8)
    }

    @Test func `the program says its version`() async throws {
        let version = try Child(["--version"])
        #expect(await version.waits() == .status(0))
        #expect(version.output.text == "workshop \(Version.current)\n")
    }

    @Test func `the Debian package is of this version`() throws {
        #expect(try read("debian/changelog").hasPrefix("workshop (\(Version.current)) "))
    }

    @Test func `the changelog tells of this version, or of what comes after it`() throws {
        let heading = try #require(try read("CHANGELOG.md").firstMatch(of: /(?m)^## (\S+)/))
        #expect(["Unreleased", Version.current].contains(String(heading.1)))
    }
}
