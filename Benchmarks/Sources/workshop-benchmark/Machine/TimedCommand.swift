import Glibc
import WorkshopBench

/// A command that is run again and again, as a shell would, and timed from its start to its end.
struct TimedCommand {
    let words: [String]
    private let environment: [String]

    init(_ words: [String]) {
        self.words = words
        // Nobody's settings, and no proxy.
        environment = ["PATH=/usr/local/bin:/usr/bin:/bin", "USER=bench"]
    }

    /// Runs it once; what it prints is thrown away.
    ///
    /// - Returns: nanoseconds.
    /// - Throws: `.unavailable` when there is no such command, and when it fails.
    func run() throws(BenchmarkError) -> Int64 {
        var files = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&files)
        defer { posix_spawn_file_actions_destroy(&files) }
        posix_spawn_file_actions_addopen(&files, 0, "/dev/null", O_RDONLY, 0)
        posix_spawn_file_actions_addopen(&files, 1, "/dev/null", O_WRONLY, 0)
        var wordPointers = words.map { strdup($0) } + [nil]
        var variables = environment.map { strdup($0) } + [nil]
        defer { for pointer in wordPointers + variables { free(pointer) } }
        var processID: pid_t = 0
        var status: Int32 = 0
        let begin = Moment.now
        let code = posix_spawnp(
            &processID, words[0], &files, nil, &wordPointers, &variables)
        guard code == 0 else {
            throw .unavailable("'\(words[0])' cannot be run: \(SystemCall.reason(code))")
        }
        let id = processID
        try SystemCall.check("wait for '\(words[0])'") { waitpid(id, &status, 0) }
        let time = Moment.now - begin
        guard status == 0 else {
            throw .server("'\(words.joined(separator: " "))' failed with status \(status >> 8)")
        }
        return time
    }
}
