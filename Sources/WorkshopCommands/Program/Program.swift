import Arguments
import Glibc

/// The program `workshop`: from the words of the command line to the exit status.
public enum Program {
    /// Does what the process was called for, and ends the process.
    ///
    /// The main thread only waits: SIGINT and SIGTERM end the process through it wherever the
    /// rest of the program stands.
    public static func main() -> Never {
        ThreadPriorityLog.silence()
        // A reader that has gone shows as an error of `write`, and ``Ending`` makes a signal of it.
        signal(SIGPIPE, SIG_IGN)
        var surroundings = Surroundings.ofProcess(closed: StandardDescriptors.fill())
        let plan = Plan(surroundings)
        if plan.grantsTermination {
            let termination = Termination()
            surroundings.termination = { await termination.wait() }
        }
        if plan.takesSignals {
            let termination = Termination([SIGINT, SIGTERM, SIGHUP])
            surroundings.signals = { termination.signals(atMost: $0) }
        }
        let given = surroundings
        Task { await plan.carryOut(given).perform() }
        SignalSet.leaveThreadToSignals()
    }

    /// The same for tests: runs within a process that goes on.
    static func run(_ surroundings: Surroundings) async -> Ending {
        await Plan(surroundings).carryOut(surroundings)
    }
}
