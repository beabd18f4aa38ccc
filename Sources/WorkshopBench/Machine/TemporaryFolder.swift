import Glibc

/// A fresh folder, removed with its owner and all that is in it.
package struct TemporaryFolder: ~Copyable {
    package let path: String

    /// - Parameter parent: must exist.
    package init(in parent: String) throws(BenchmarkError) {
        var template = Array("\(parent)/workshop-bench-XXXXXX".utf8CString)
        guard mkdtemp(&template) != nil else {
            throw .system(doing: "make a folder in '\(parent)'", code: errno)
        }
        path = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }

    deinit {
        TemporaryFolder.empty(path)
        rmdir(path)
    }

    /// Removes what is in a folder; what cannot be removed stays.
    private static func empty(_ path: String) {
        guard let folder = opendir(path) else { return }
        defer { closedir(folder) }
        while let entry = readdir(folder) {
            let name = withUnsafePointer(to: &entry.pointee.d_name) { bytes in
                bytes.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
            }
            guard name != ".", name != ".." else { continue }
            let child = path + "/" + name
            if entry.pointee.d_type == UInt8(DT_DIR) {
                empty(child)
                rmdir(child)
            } else {
                unlink(child)
            }
        }
    }

    /// $TMPDIR; without it /var/tmp, which unlike /tmp is on a disk everywhere.
    package static var defaultParent: String {
        guard let given = getenv("TMPDIR"), given.pointee != 0 else { return "/var/tmp" }
        return String(cString: given)
    }
}
