import Glibc
import WorkshopModel

/// What stands in a folder that is a backup, or is asked to be one.
enum BackupContent: Equatable {
    case absent
    case empty
    case backup(BackupManifest)
    /// Something else, of which this is the first thing that was met.
    case foreign(reason: String)

    static let databaseName = "workshop.db"
    static let blobsName = "blobs"
    private static let names = [BackupManifest.fileName, databaseName, blobsName]

    /// Reads all names and the manifest.
    init(of folder: String) throws(SystemError) {
        var found: Set<String> = []
        do throws(SystemError) {
            var names = try FolderNames(of: folder)
            while let name = try names.next() {
                guard BackupContent.names.contains(name) else {
                    self = .foreign(reason: "it holds '\(name)', which is no part of one")
                    return
                }
                found.insert(name)
            }
            if found.isEmpty {
                self = .empty
                return
            }
            if found.contains(BackupContent.blobsName),
                let name = try BackupContent.foreignName(in: folder)
            {
                let place = "\(BackupContent.blobsName)/\(name)"
                self = .foreign(reason: "it holds '\(place)', which is no part of one")
                return
            }
        } catch  where error.code == ENOENT {
            self = .absent
            return
        } catch  where error.code == ENOTDIR {
            self = .foreign(reason: "it is no folder")
            return
        }
        self = try BackupContent.read(folder)
    }

    /// The manifest decides, whatever else there is.
    static func read(_ folder: String) throws(SystemError) -> BackupContent {
        let name = BackupManifest.fileName
        let bytes: [UInt8]
        do throws(SystemError) {
            let file = try FileDescriptor.open(
                "\(folder)/\(name)", O_RDONLY | O_NOFOLLOW | O_NONBLOCK)
            bytes = try file.read(at: 0, count: BackupManifest.mostBytes)
        } catch  where error.code == ENOENT {
            return .foreign(reason: "it has no '\(name)'")
        }
        do throws(BackupManifest.Fault) {
            return .backup(try BackupManifest(parsing: bytes))
        } catch {
            switch error {
            case .unreadable: return .foreign(reason: "its '\(name)' is no backup's")
            case .newer(let format):
                return .foreign(reason: "a newer workshop made it, in format \(format)")
            }
        }
    }

    private static func foreignName(in folder: String) throws(SystemError) -> String? {
        var names = try FolderNames(of: "\(folder)/\(blobsName)")
        while let name = try names.next() {
            // What is no hash is the name of something else.
            if (try? BlobHash(validating: name)) == nil { return name }
        }
        return nil
    }

    /// Removes a backup, whole or not, and nothing else.
    ///
    /// - Throws: `ENOTEMPTY` when there is more in it.
    static func remove(_ folder: String) throws(SystemError) {
        do throws(SystemError) {
            // Without it what is left is no backup: it goes first.
            try removeFile("\(folder)/\(BackupManifest.fileName)")
            try removeDatabase("\(folder)/\(databaseName)")
            try removeBlobs("\(folder)/\(blobsName)")
            guard rmdir(folder) == 0 else { throw SystemError.last }
        } catch  where error.code == ENOENT {
            return
        }
    }

    private static func removeBlobs(_ folder: String) throws(SystemError) {
        do throws(SystemError) {
            // A folder may be told in part only when names go while it is read.
            var isGone = false
            while !isGone {
                isGone = true
                var names = try FolderNames(of: folder)
                while let name = try names.next() {
                    // What is no hash is the name of something else.
                    guard (try? BlobHash(validating: name)) != nil else { continue }
                    try removeFile("\(folder)/\(name)")
                    isGone = false
                }
            }
            guard rmdir(folder) == 0 else { throw SystemError.last }
        } catch  where error.code == ENOENT {
            return
        }
    }

    private static func removeDatabase(_ path: String) throws(SystemError) {
        do throws(SystemError) {
            try GentleRemoval.run(path)
        } catch  where error.code == ENOENT {
            return
        }
    }

    private static func removeFile(_ path: String) throws(SystemError) {
        guard unlink(path) == 0 || errno == ENOENT else { throw SystemError.last }
    }
}
