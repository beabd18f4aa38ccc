import Glibc

/// How a command ended.
enum ChildExit: Sendable, Equatable {
    case status(Int32)
    case signal(Int32)

    /// - Parameter status: as `waitpid` tells it; macros that Swift cannot import read it.
    init(waitStatus status: Int32) {
        let number = status & 0x7F
        self = number == 0 ? .status(status >> 8 & 0xFF) : .signal(number)
    }

    /// A shell's status for a command that could not be started.
    static func status(ofFailedStart errorNumber: Int32) -> Int32 {
        errorNumber == ENOENT ? 127 : 126
    }

    /// The status by which a shell would know of it.
    var shellStatus: Int32 {
        switch self {
        case .status(let status): status
        case .signal(let number): 128 + number
        }
    }

    /// As in `'make' ended with status 2`.
    var sentence: String {
        switch self {
        case .status(let status): "ended with status \(status)"
        case .signal(let number): "was ended by signal \(number)\(ChildExit.name(of: number))"
        }
    }

    private static func name(of number: Int32) -> String {
        let names: [Int32: String] = [
            SIGHUP: "SIGHUP", SIGINT: "SIGINT", SIGQUIT: "SIGQUIT", SIGILL: "SIGILL",
            SIGABRT: "SIGABRT", SIGBUS: "SIGBUS", SIGFPE: "SIGFPE", SIGKILL: "SIGKILL",
            SIGSEGV: "SIGSEGV", SIGPIPE: "SIGPIPE", SIGTERM: "SIGTERM",
        ]
        return names[number].map { " (\($0))" } ?? ""
    }
}
