import Glibc

/// Finds the program that a word stands for, as a shell does.
enum ExecutableSearch {
    /// - Parameter path: the folders, as in `PATH`; `nil` where that is not set.
    /// - Throws: `.cannotRun`.
    static func find(_ name: String, in path: String?) throws(CommandFailure) -> String {
        if name.utf8.contains(UInt8(ascii: "/")) {
            try check(name, named: name)
            return name
        }
        var failure = CommandFailure.cannotRun(name, errorNumber: ENOENT)
        for folder in (path ?? standardPath).split(separator: ":", omittingEmptySubsequences: false)
        {
            let candidate = folder.isEmpty ? "./\(name)" : "\(folder)/\(name)"
            do throws(CommandFailure) {
                try check(candidate, named: name)
                return candidate
            } catch {
                // What is there and cannot be run says more than what is not there.
                if case .cannotRun(_, let number) = error, number != ENOENT { failure = error }
            }
        }
        throw failure
    }

    /// glibc's, for a process without `PATH`.
    private static let standardPath = "/bin:/usr/bin"

    private static func check(_ path: String, named name: String) throws(CommandFailure) {
        var status = stat()
        guard !name.isEmpty, stat(path, &status) == 0 else {
            let isAbsent = name.isEmpty || errno == ENOENT || errno == ENOTDIR
            throw .cannotRun(name, errorNumber: isAbsent ? ENOENT : errno)
        }
        guard status.st_mode & S_IFMT != S_IFDIR else {
            throw .cannotRun(name, errorNumber: EISDIR)
        }
        guard access(path, X_OK) == 0 else { throw .cannotRun(name, errorNumber: EACCES) }
    }
}
