import Glibc

/// The bound that `ulimit -f` sets on files.
enum FileSizeLimit {
    /// Makes reaching it an error of the write that does, where it would end the process.
    static func becomesError() { signal(SIGXFSZ, SIG_IGN) }
}
