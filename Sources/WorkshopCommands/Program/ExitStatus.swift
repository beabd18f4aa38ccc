import Arguments

/// What the program's exit status tells, the same for every command.
enum ExitStatus: Int32, CaseIterable, Sendable {
    case done = 0
    case failed = 1
    case usage = 2
    case notFound = 3
    case conflict = 4
    case nothing = 5
    case unreachable = 6
    case refused = 7
    case interrupted = 8
    case localFile = 9
    case timedOut = 124

    /// The status as help pages list it.
    var description: ExitStatusDescription { ExitStatusDescription(rawValue, summary: summary) }

    private var summary: String {
        switch self {
        case .done: "done"
        case .failed: "another failure, one of the server's own included"
        case .usage: "the command line, or the body that was given, is wrong"
        case .notFound: "there is no such task or file"
        case .conflict: "somebody else was faster, or holds it"
        case .nothing: "there is no open task to claim"
        case .unreachable: "the server cannot be reached"
        case .refused: "the server refused the request as wrong or forbidden"
        case .interrupted: "the task was interrupted: its holder is asked to stop"
        case .localFile: "a local file cannot be read or written"
        case .timedOut: "the time given ran out"
        }
    }

    /// What every command that talks to a server may end with, and what this one may besides.
    static func ofClient(_ more: ExitStatus...) -> [ExitStatusDescription] {
        let usual: Set<ExitStatus> = [.done, .failed, .usage, .unreachable, .refused]
        return allCases.filter { usual.contains($0) || more.contains($0) }.map(\.description)
    }
}
