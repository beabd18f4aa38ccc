import Glibc

/// Talk, apart from the payload on stdout.
enum Progress {
    static func say(_ sentence: String) {
        let line = Array((sentence + "\n").utf8)
        // Nobody can be told that nobody can be told.
        _ = write(STDERR_FILENO, line, line.count)
    }
}
