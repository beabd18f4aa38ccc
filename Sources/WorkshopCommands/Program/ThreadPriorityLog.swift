import Glibc

/// What Swift's threads write to the system's log: that each is denied the priority it would like,
/// whenever a plain user runs a command.
enum ThreadPriorityLog {
    /// By which libdispatch is told to keep it to itself; read when it has something to say.
    static let entry = "LIBDISPATCH_LOG=NO"

    /// Called while the process has one thread. Whoever has set the variable is left what was set.
    static func silence() {
        let parts = entry.split(separator: "=").map(String.init)
        setenv(parts[0], parts[1], 0)
    }
}
