import Glibc
import WorkshopModel

/// The files in a folder that are named by their hash, one after the other.
struct StoredNames: ~Copyable {
    private let folder: String
    private var names: FolderNames

    init(in folder: String) throws(BackupError) {
        self.folder = folder
        do throws(SystemError) {
            names = try FolderNames(of: folder)
        } catch {
            throw .reading(folder, error)
        }
    }

    /// `nil` after the last.
    mutating func next() throws(BackupError) -> BlobHash? {
        do throws(SystemError) {
            while let name = try names.next() {
                // What is no hash has another name.
                if let hash = try? BlobHash(validating: name) { return hash }
            }
            return nil
        } catch {
            throw .reading(folder, error)
        }
    }

    /// Of all files: what comes meanwhile makes it a little more.
    static func bytes(in folder: String) throws(BackupError) -> Int64 {
        var total: Int64 = 0
        var names = try StoredNames(in: folder)
        while let hash = try names.next() { total += size(of: "\(folder)/\(hash.text)") ?? 0 }
        return total
    }

    /// `nil` for what is no file, and where nothing is.
    static func size(of path: String) -> Int64? {
        var status = stat()
        guard lstat(path, &status) == 0, status.st_mode & S_IFMT == S_IFREG else { return nil }
        return Int64(status.st_size)
    }
}
