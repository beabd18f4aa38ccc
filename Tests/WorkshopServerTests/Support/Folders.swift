import Glibc
import Testing

/// Whether a folder holds nothing but itself.
func folderIsEmpty(_ path: String) throws -> Bool {
    let folder = try #require(opendir(path))
    defer { closedir(folder) }
    while let entry = readdir(folder) {
        let name = withUnsafePointer(to: &entry.pointee.d_name) {
            $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
        }
        if name != ".", name != ".." { return false }
    }
    return true
}
