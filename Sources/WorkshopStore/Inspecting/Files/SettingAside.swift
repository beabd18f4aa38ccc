import Glibc

/// Gives a damaged file another name, so that an upload of the good one finds its place free.
struct SettingAside {
    static let mark = ".damaged"
    /// Names that are tried: one file is damaged seldom twice.
    private static let mostNames = 1_000

    /// The folder.
    let folder: String

    /// Moves a file, unless another has come in its place since it was looked at.
    ///
    /// - Parameter inode: of the file that was looked at.
    /// - Returns: whether it has another name now.
    func move(_ name: String, inode: UInt64) throws(SystemError) -> Bool {
        let path = "\(folder)/\(name)"
        for number in 1...SettingAside.mostNames {
            let aside = path + SettingAside.mark + (number == 1 ? "" : "-\(number)")
            if SettingAside.exists(aside) { continue }
            guard rename(path, aside) == 0 else {
                let error = SystemError.last
                if error.code == ENOENT { return false }
                throw error
            }
            guard SettingAside.inode(of: aside) == inode else {
                // An upload has just put the good one there: back with it, unless the next did.
                guard link(aside, path) == 0 || errno == EEXIST else { throw SystemError.last }
                unlink(aside)
                return false
            }
            try FileDescriptor.open(folder, O_RDONLY | O_DIRECTORY).synchronize()
            return true
        }
        return false
    }

    private static func exists(_ path: String) -> Bool {
        var status = stat()
        return lstat(path, &status) == 0
    }

    private static func inode(of path: String) -> UInt64? {
        var status = stat()
        return lstat(path, &status) == 0 ? UInt64(status.st_ino) : nil
    }
}
