import Glibc

/// A file that is being written and that nobody sees until it is whole.
///
/// Where the file system can, it has no name at all, so that not even a process that is killed
/// leaves anything behind; elsewhere it has a hidden one beside its destination.
final class HiddenFile: Sendable {
    let descriptor: FileDescriptor
    private let path: String
    /// `nil` while the file has no name.
    private let hiddenPath: String?

    /// - Parameter path: where it is to appear; its folder must exist.
    init(for path: String) throws(ClientError) {
        self.path = path
        let folder = HiddenFile.folder(of: path)
        var raw = open(folder, HiddenFile.withoutName | O_WRONLY | O_CLOEXEC, 0o666)
        var hiddenPath: String?
        if raw < 0, [EOPNOTSUPP, EISDIR, EINVAL, ENOENT].contains(errno) {
            let name = HiddenFile.hiddenPath(for: path)
            raw = open(name, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o666)
            hiddenPath = raw < 0 ? nil : name
        }
        self.hiddenPath = hiddenPath
        guard raw >= 0 else {
            throw .local(LocalFailure("cannot create '\(path)'", errorNumber: errno))
        }
        descriptor = try FileDescriptor(raw, name: "'\(path)'", closes: true)
    }

    deinit {
        // After ``appear()`` there is nothing of that name any more.
        if let hiddenPath { unlink(hiddenPath) }
    }

    /// Gives the file its name; one that had the name is gone.
    func appear() throws(ClientError) {
        var name = hiddenPath
        if name == nil {
            let linked = HiddenFile.hiddenPath(for: path)
            guard
                linkat(
                    AT_FDCWD, "/proc/self/fd/\(descriptor.raw)", AT_FDCWD, linked,
                    AT_SYMLINK_FOLLOW) == 0
            else { throw failure() }
            name = linked
        }
        guard let name, rename(name, path) == 0 else {
            let error = failure()
            if let name { unlink(name) }
            throw error
        }
    }

    private func failure() -> ClientError {
        .local(LocalFailure("cannot create '\(path)'", errorNumber: errno))
    }

    /// `O_TMPFILE`, a macro that Swift cannot import: Linux' `asm-generic/fcntl.h`.
    private static let withoutName = 0o20_000_000 | O_DIRECTORY

    private static func folder(of path: String) -> String {
        guard let slash = path.lastIndex(of: "/") else { return "." }
        return slash == path.startIndex ? "/" : String(path[..<slash])
    }

    private static func hiddenPath(for path: String) -> String {
        let start = path.lastIndex(of: "/").map { path.index(after: $0) } ?? path.startIndex
        let number = String(UInt64.random(in: .min ... .max), radix: 36)
        // Cut, because a name has at most 255 bytes.
        return "\(path[..<start]).\(path[start...].prefix(48)).\(number).part"
    }
}
