import Glibc
import WorkshopModel

/// The file of one cursor, held by one reader: the id it has come to, and who holds it.
///
/// - The kernel lets go of the lock when the process dies, however it dies. The file stays.
/// - The id is overwritten where it stands, 26 bytes within one sector. A kill cannot cut that
///   short, and a power cut leaves the id before or the id after, never half of each and never
///   an empty file, as a rename without a sync of its own would. So one cheap call moves it, and
///   what a power cut can do is make messages come again.
/// - Only the first id is synced, with its folders: from then on there is something to overwrite.
final class CursorFile: Sendable {
    /// Where the reader stopped when the file was opened; `nil` for a name that is new.
    let position: ULID?

    private static let blank = String(repeating: "-", count: ULID.textLength)
    /// An id and a process, each with a line break: always as many bytes, so that the file never
    /// changes its size.
    private static let pidWidth = 10
    private static let length = ULID.textLength + pidWidth + 2

    private let path: String
    private let descriptor: Int32

    /// Opens the file, makes it where it is missing, and holds it until this object goes.
    ///
    /// - Throws: `.held` at once when another reader has it.
    init(_ name: CursorName, in folder: StateFolder) throws(CursorFailure) {
        try folder.create()
        let path = folder.file(name.text)
        let opened = open(path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0o600)
        guard opened >= 0 else { throw .cannotKeep(path: path, errorNumber: errno) }
        do throws(CursorFailure) {
            position = try CursorFile.take(opened, name, path)
        } catch {
            close(opened)
            throw error
        }
        self.path = path
        descriptor = opened
    }

    deinit { close(descriptor) }

    /// Overwrites the id.
    func move(to id: ULID) throws(CursorFailure) {
        try CursorFile.write(id.text, to: descriptor, path)
    }

    /// Makes what was written survive a power cut, the file's name included.
    func synchronize(_ folder: StateFolder) throws(CursorFailure) {
        guard fsync(descriptor) == 0 else { throw .cannotKeep(path: path, errorNumber: errno) }
        try folder.synchronize()
    }

    /// Locks the file, reads its id and writes whose it is now.
    private static func take(
        _ descriptor: Int32, _ name: CursorName, _ path: String
    ) throws(CursorFailure) -> ULID? {
        let isHeld = flock(descriptor, LOCK_EX | LOCK_NB) != 0
        guard !isHeld || errno == EWOULDBLOCK else {
            throw .cannotKeep(path: path, errorNumber: errno)
        }
        let (id, pid) = try read(descriptor, path)
        if isHeld { throw .held(name, by: pid.flatMap { Int32($0) }) }
        let isNew = id.allSatisfy { $0 == "-" || $0 == "\0" }
        let position = ULID(id)
        guard isNew || position != nil else { throw .unreadable(path: path) }
        let holder = String(getpid()).padded(toWidth: pidWidth)
        try write("\(position?.text ?? blank)\n\(holder)\n", to: descriptor, path)
        return position
    }

    private static func read(
        _ descriptor: Int32, _ path: String
    ) throws(CursorFailure) -> (id: String, pid: Substring?) {
        // One byte more tells of a file that is somebody else's.
        var bytes = [UInt8](repeating: 0, count: length + 1)
        let count = pread(descriptor, &bytes, bytes.count, 0)
        guard count >= 0 else { throw .cannotKeep(path: path, errorNumber: errno) }
        guard count <= length else { throw .unreadable(path: path) }
        let lines = String(decoding: bytes[..<count], as: UTF8.self).split(separator: "\n")
        return (lines.first.map(String.init) ?? "", lines.dropFirst().first?.prefix { $0 != " " })
    }

    private static func write(
        _ text: String, to descriptor: Int32, _ path: String
    ) throws(CursorFailure) {
        var text = text
        let count = text.withUTF8 { pwrite(descriptor, $0.baseAddress, $0.count, 0) }
        guard count == text.utf8.count else {
            throw .cannotKeep(path: path, errorNumber: count < 0 ? errno : ENOSPC)
        }
    }
}
