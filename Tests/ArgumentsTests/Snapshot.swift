import Foundation
import Testing

/// Text that is compared with a committed file.
enum Snapshot {
    /// Compares `text` with `Snapshots/<name>.txt`, or writes that file where the variable
    /// `UPDATE_SNAPSHOTS` is `1`.
    static func expect(
        _ text: String, equals name: String, sourceLocation: SourceLocation = #_sourceLocation
    ) throws {
        let file = URL(filePath: #filePath).deletingLastPathComponent()
            .appending(components: "Snapshots", "\(name).txt")
        if ProcessInfo.processInfo.environment["UPDATE_SNAPSHOTS"] == "1" {
            return try Data(text.utf8).write(to: file)
        }
        let recorded = try String(contentsOf: file, encoding: .utf8)
        #expect(text == recorded, sourceLocation: sourceLocation)
    }
}
