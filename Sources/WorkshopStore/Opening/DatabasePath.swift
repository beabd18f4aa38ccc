import Glibc

/// The one name of a database file, so that two spellings of a path meet at one lock.
enum DatabasePath {
    /// Resolves every link of a path of which the last part need not exist yet.
    ///
    /// The file is never opened here: closing it again would drop the locks that SQLite holds on
    /// it elsewhere in this process.
    static func resolve(_ path: String) throws(SystemError) -> String {
        var path = path
        // As many links as the kernel follows.
        for _ in 0..<40 {
            if let resolved = realPath(path) { return resolved }
            guard errno == ENOENT else { throw SystemError.last }
            let (folder, name) = split(path)
            guard let realFolder = realPath(folder) else { throw SystemError.last }
            let whole = realFolder == "/" ? "/\(name)" : "\(realFolder)/\(name)"
            guard let target = link(whole) else { return whole }
            path = target.hasPrefix("/") ? target : "\(realFolder)/\(target)"
        }
        throw SystemError(ELOOP)
    }

    /// Where a resolved path leads to.
    static func folder(of path: String) -> String { split(path).folder }

    /// Whether a resolved path leads to a resolved folder, or into it.
    static func isSame(_ path: String, orIn folder: String) -> Bool {
        path == folder || path.hasPrefix(folder == "/" ? "/" : "\(folder)/")
    }

    private static func realPath(_ path: String) -> String? {
        guard let resolved = realpath(path, nil) else { return nil }
        defer { free(resolved) }
        return String(cString: resolved)
    }

    private static func split(_ path: String) -> (folder: String, name: String) {
        guard let slash = path.lastIndex(of: "/") else { return (".", path) }
        let folder = path[..<slash]
        return (folder.isEmpty ? "/" : String(folder), String(path[path.index(after: slash)...]))
    }

    private static func link(_ path: String) -> String? {
        var buffer = [CChar](repeating: 0, count: Int(PATH_MAX))
        let count = readlink(path, &buffer, buffer.count)
        guard count > 0 else { return nil }
        return String(
            decoding: buffer[..<count].map(UInt8.init(bitPattern:)), as: UTF8.self)
    }
}
