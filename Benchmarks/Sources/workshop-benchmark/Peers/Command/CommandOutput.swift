import Glibc
import WorkshopBench

/// What a command prints.
enum CommandOutput {
    /// - Parameter folder: where what it prints is put meanwhile.
    /// - Throws: unless it ends with status 0.
    static func text(of words: [String], folder: String) throws(BenchmarkError) -> String {
        let path = folder + "/output"
        defer { unlink(path) }
        _ = try TimedCommand(
            ["sh", "-c", #"out=$1; shift; exec "$@" >"$out" 2>&1"#, "sh", path]
                + words
        ).run()
        return try TextFile.read(path)
    }
}
