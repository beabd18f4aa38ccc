import CSpawn
import Glibc
import Synchronization
import WorkshopClient

/// One run of a command in a process group of its own.
///
/// 1. The group ends with its leader: what that leaves behind is killed.
/// 2. A signal is only sent while the leader is not reaped, so that it meets nobody else's group.
final class ChildProcess: Sendable {
    /// What is to be run.
    struct Plan: Sendable {
        var path: String
        var words: [String]
        var environment: ChildEnvironment
        /// For its standard input; it need not read it.
        var input: [UInt8]
        /// Gets what it writes to standard error, piece by piece, on a thread that may block.
        var takeErrors: @Sendable ([UInt8]) -> Void
    }

    struct Ending: Sendable {
        var exit: ChildExit
        var output: CapturedOutput
    }

    /// It could not be started.
    struct NotStarted: Error {
        var errorNumber: Int32
    }

    private let identifier: pid_t
    private let isReaped = Mutex(false)
    private let ending = Mutex<Ending?>(nil)
    private let hasEnded = WakeSignal()
    private let outgrown = OneShot<Void>()

    private init(_ identifier: pid_t) { self.identifier = identifier }

    /// - Throws: ``NotStarted``.
    static func start(_ plan: Plan) throws(NotStarted) -> ChildProcess {
        // Whoever started this process may ignore it, and ends of children go untold then.
        signal(SIGCHLD, SIG_DFL)
        let streams = try ChildStreams()
        let identifier = try streams.spawn(plan)
        let child = ChildProcess(identifier)
        let failure = DetachedThread.start {
            streams.attend(
                input: plan.input, identifier, takeErrors: plan.takeErrors,
                outgrown: { child.outgrown.set(()) },
                finish: { child.finish($0) })
        }
        guard failure == 0 else {
            child.send(SIGKILL)
            _ = child.reap()
            throw NotStarted(errorNumber: failure)
        }
        return child
    }

    /// Signals all of its group.
    func send(_ number: Int32) {
        isReaped.withLock { if !$0 { kill(-identifier, number) } }
    }

    /// Returns once nothing of its group is left, cancelled or not. For one task.
    func end() async -> Ending {
        while true {
            if let ending = ending.withLock({ $0 }) { return ending }
            await hasEnded.wait()
        }
    }

    /// Returns once its output is larger than a result may be, or the task is cancelled.
    func outgrows() async -> Bool { await outgrown.wait() != nil }

    private func finish(_ output: CapturedOutput) {
        let exit = reap()
        ending.withLock { $0 = Ending(exit: exit, output: output) }
        hasEnded.raise()
    }

    /// Kills what is left of the group and waits for the leader.
    private func reap() -> ChildExit {
        isReaped.withLock { isReaped in
            kill(-identifier, SIGKILL)
            var status: Int32 = 0
            var reaped: pid_t = -1
            repeat { reaped = waitpid(identifier, &status, 0) } while reaped < 0 && errno == EINTR
            isReaped = true
            // How it ended is not known when another has reaped it: not well, to be safe.
            return reaped == identifier ? ChildExit(waitStatus: status) : .signal(SIGKILL)
        }
    }
}
