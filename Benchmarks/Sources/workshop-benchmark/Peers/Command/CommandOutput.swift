import Glibc
import WorkshopBench

/// What a command prints.
enum CommandOutput {
    /// - Parameter folder: where what it prints is put meanwhile.
    /// - Throws: what it printed, unless it ends with status 0.
    static func text(of words: [String], folder: String) throws(BenchmarkError) -> String {
        let path = folder + "/output"
        defer { unlink(path) }
        let command = TimedCommand(
            ["sh", "-c", #"out=$1; shift; exec "$@" >"$out" 2>&1"#, "sh", path] + words)
        do throws(BenchmarkError) {
            _ = try command.run()
        } catch .server {
            throw .unavailable("'\(words[0])' failed: \(try TextFile.read(path))")
        }
        return try TextFile.read(path)
    }
}
