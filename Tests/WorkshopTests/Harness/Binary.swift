import Foundation

/// The program under test: the one that `WORKSHOP_BINARY` names, else the one built beside the
/// tests.
enum Binary {
    static let path: String = {
        let named = ProcessInfo.processInfo.environment["WORKSHOP_BINARY"] ?? ""
        let path = named.isEmpty ? built("workshop") : named
        precondition(
            path.hasPrefix("/") && FileManager.default.isExecutableFile(atPath: path),
            "'\(path)' is not the absolute path of a program that is built")
        return path
    }()

    /// A program that is built beside the tests.
    static func built(_ name: String) -> String {
        let tests = URL(filePath: "/proc/self/exe").resolvingSymlinksInPath()
        return tests.deletingLastPathComponent().appending(component: name).path
    }
}
