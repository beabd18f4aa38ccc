import Glibc

/// The names in a folder, one after the other, however many there are.
struct FolderNames: ~Copyable {
    private let stream: OpaquePointer

    init(of path: String) throws(SystemError) {
        guard let stream = opendir(path) else { throw SystemError.last }
        self.stream = stream
    }

    deinit {
        closedir(stream)
    }

    /// The next name, the folder's own two not among them; `nil` after the last.
    mutating func next() throws(SystemError) -> String? {
        while true {
            errno = 0
            guard let entry = readdir(stream) else {
                if errno != 0 { throw SystemError.last }
                return nil
            }
            let name = withUnsafeBytes(of: &entry.pointee.d_name) { bytes in
                String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
            }
            if name != ".", name != ".." { return name }
        }
    }
}
