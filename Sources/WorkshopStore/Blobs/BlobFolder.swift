import Glibc
import WorkshopModel

/// The folder of the blobs, and the names in it.
///
/// Invariant 8: a name `sha256:…` is given only by ``keep(_:as:)``, after the file was synced,
/// and is told to nobody before the folder was synced too.
struct BlobFolder: Sendable {
    static let uploadPrefix = ".upload-"

    let path: String
    private let descriptor: FileDescriptor
    private let slots: OpenFileSlots

    /// - Parameter openFiles: how many may be open at a time.
    init(path: String, openFiles: Int) throws(SystemError) {
        try BlobFolder.make(path)
        self.path = path
        slots = OpenFileSlots(openFiles)
        descriptor = try FileDescriptor.open(path, O_RDONLY | O_DIRECTORY)
        try removeLeftovers()
    }

    /// A new empty file that nobody else knows.
    func makeUpload() throws(SystemError) -> UploadFile {
        let slot = try slots.take()
        while true {
            let name = String(UInt64.random(in: .min ... .max), radix: 36)
            let path = "\(self.path)/\(BlobFolder.uploadPrefix)\(name)"
            do throws(SystemError) {
                let file = try FileDescriptor.open(
                    path, O_RDWR | O_CREAT | O_EXCL, mode: 0o644, slot: slot)
                // Tells another store that uses the folder that this one is no leftover.
                flock(file.number, LOCK_EX | LOCK_NB)
                return UploadFile(path: path, file: file)
            } catch  where error.code == EEXIST {
                continue
            }
        }
    }

    /// `nil` when there is no such file.
    func open(_ hash: BlobHash) throws(SystemError) -> (file: FileDescriptor, size: Int64)? {
        let slot = try slots.take()
        let file: FileDescriptor
        do throws(SystemError) {
            // Not through a link out of the folder, and not waiting for a pipe's writer.
            file = try FileDescriptor.open(
                "\(path)/\(hash.text)", O_RDONLY | O_NOFOLLOW | O_NONBLOCK, slot: slot)
        } catch  where error.code == ENOENT || error.code == ELOOP {
            return nil
        }
        let status = try file.status()
        guard status.st_mode & S_IFMT == S_IFREG else { return nil }
        return (file, Int64(status.st_size))
    }

    /// Gives a finished upload its name.
    ///
    /// - Returns: whether a file of this name and size was there before.
    func keep(_ upload: UploadFile, as hash: BlobHash) throws(SystemError) -> Bool {
        let target = "\(path)/\(hash.text)"
        var existed = false
        if link(upload.path, target) == 0 {
            upload.remove()
        } else {
            if errno == EEXIST { existed = try size(of: target) == upload.size }
            // What is there may be torn or damaged, and this was read just now; or the disk is
            // without hard links.
            guard rename(upload.path, target) == 0 else { throw SystemError.last }
        }
        // Whoever made it may not have come to this yet.
        try descriptor.synchronize()
        return existed
    }

    /// Does what ``keep(_:as:)`` does, under a name that nobody is told and that goes again.
    func tryNaming(_ upload: UploadFile) throws(SystemError) {
        let name = upload.path + "-named"
        if link(upload.path, name) != 0 {
            guard rename(upload.path, name) == 0 else { throw SystemError.last }
        }
        unlink(name)
        try descriptor.synchronize()
    }

    /// Of a file that can be served; `nil` for a link or whatever else stands there.
    private func size(of path: String) throws(SystemError) -> Int64? {
        var status = stat()
        guard lstat(path, &status) == 0 else { throw SystemError.last }
        return status.st_mode & S_IFMT == S_IFREG ? Int64(status.st_size) : nil
    }

    private func removeLeftovers() throws(SystemError) {
        var names = try FolderNames(of: path)
        while let name = try names.next() {
            if name.hasPrefix(BlobFolder.uploadPrefix) { removeLeftover("\(path)/\(name)") }
        }
    }

    /// What cannot be removed now costs nothing but its space.
    private func removeLeftover(_ path: String) {
        guard let file = try? FileDescriptor.open(path, O_RDWR) else { return }
        if flock(file.number, LOCK_EX | LOCK_NB) == 0 { unlink(path) }
    }

    /// Makes a folder and those above it.
    private static func make(_ path: String) throws(SystemError) {
        if mkdir(path, 0o755) == 0 || errno == EEXIST { return }
        guard errno == ENOENT, let slash = path.lastIndex(of: "/"), slash > path.startIndex else {
            throw SystemError.last
        }
        try make(String(path[..<slash]))
        guard mkdir(path, 0o755) == 0 || errno == EEXIST else { throw SystemError.last }
    }
}
