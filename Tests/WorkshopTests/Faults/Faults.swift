import Foundation
import Testing

/// Calls on files that fail in one server, from the moment a test says so until it takes that
/// back.
///
/// `faults.c` is preloaded into the server and looks for the rules in a folder.
struct Faults: Sendable {
    enum Call: String, Sendable {
        /// Of the file's content and of a folder's names.
        case sync
        case write
        /// Fewer bytes are written than were given, which is no error.
        case short
        /// For writing.
        case open
        /// What gives a file its name.
        case name
    }

    private let folder: Folder

    init() throws { folder = try Folder() }

    /// - Parameters:
    ///   - part: of the paths concerned; with a `$` behind it, their end.
    ///   - number: the `errno`; for ``Call/short`` how many bytes are written.
    func set(_ call: Call, of part: String, _ number: Int32) throws {
        // The file comes whole: it is written under another name first.
        try Data("\(part) \(number)".utf8)
            .write(to: URL(filePath: folder.file(call.rawValue)), options: .atomic)
    }

    func clear(_ call: Call) throws {
        try FileManager.default.removeItem(atPath: folder.file(call.rawValue))
    }

    var environment: [String: String] {
        ["FAULTS": folder.path, "LD_PRELOAD": FaultLibrary.path ?? ""]
    }
}
