import Foundation

/// The program under test, built beside the tests.
enum Binary {
    static let path: String = {
        let tests = URL(filePath: "/proc/self/exe").resolvingSymlinksInPath()
        let beside = tests.deletingLastPathComponent().appending(component: "workshop").path
        precondition(
            FileManager.default.isExecutableFile(atPath: beside), "'\(beside)' is not built")
        return beside
    }()
}
