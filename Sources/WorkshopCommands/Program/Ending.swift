import Glibc

/// How the process ends.
enum Ending: Equatable, Sendable {
    case status(ExitStatus)
    /// With the status of a command that was run.
    case passedOn(Int32)
    /// By this signal, so that a shell or a supervisor sees what it would of any other program.
    case signal(Int32)

    /// Ends the process, without the work that libraries want to do at the end: all output is
    /// written, and the transport's thread may still be inside them.
    func perform() -> Never {
        switch self {
        case .status(let status): _exit(status.rawValue)
        case .passedOn(let status): _exit(status)
        case .signal(let number):
            Glibc.signal(number, SIG_DFL)
            SignalSet([number]).unblock()
            raise(number)
            // Not reached unless somebody made the signal harmless.
            _exit(128 + number)
        }
    }
}
