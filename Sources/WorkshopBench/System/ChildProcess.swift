package import Glibc

/// Programs that are started beside this one.
package enum ChildProcess {
    /// Starts a program with nothing to read, what it says appended to a file.
    ///
    /// - Parameters:
    ///   - words: its name, looked for in `PATH` when there is no `/` in it, and its arguments.
    ///   - attributes: as `posix_spawn` has them.
    package static func spawn(
        _ words: [String], environment: [String], log: String,
        attributes: UnsafePointer<posix_spawnattr_t>? = nil
    ) throws(BenchmarkError) -> pid_t {
        var files = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&files)
        defer { posix_spawn_file_actions_destroy(&files) }
        posix_spawn_file_actions_addopen(&files, 0, "/dev/null", O_RDONLY, 0)
        posix_spawn_file_actions_addopen(&files, 1, log, O_WRONLY | O_CREAT | O_APPEND, 0o600)
        posix_spawn_file_actions_adddup2(&files, 1, 2)
        var wordPointers = words.map { strdup($0) } + [nil]
        var variables = environment.map { strdup($0) } + [nil]
        defer { for pointer in wordPointers + variables { free(pointer) } }
        var processID: pid_t = 0
        let code = posix_spawnp(
            &processID, words[0], &files, attributes, &wordPointers, &variables)
        guard code == 0 else { throw .system(doing: "start '\(words[0])'", code: code) }
        return processID
    }
}
