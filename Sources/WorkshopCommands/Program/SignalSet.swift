import Glibc

/// Some signals, for the calls that take several.
struct SignalSet {
    private var set = sigset_t()

    init(_ numbers: [Int32]) {
        sigemptyset(&set)
        for number in numbers { sigaddset(&set, number) }
    }

    /// Every signal there is.
    static var all: SignalSet {
        var signals = SignalSet([])
        sigfillset(&signals.set)
        return signals
    }

    /// Holds the signals back from this thread and those it starts from now on.
    func block() {
        var set = set
        pthread_sigmask(SIG_BLOCK, &set, nil)
    }

    /// Lets the signals through to this thread.
    func unblock() {
        var set = set
        pthread_sigmask(SIG_UNBLOCK, &set, nil)
    }

    /// Waits for one of the signals, which every thread holds back.
    func wait() -> Int32 {
        var set = set
        var number: Int32 = 0
        // Fails only for a set that is none.
        while sigwait(&set, &number) != 0 {}
        return number
    }

    /// Does nothing in this thread any more but take signals.
    static func leaveThreadToSignals() -> Never {
        while true { pause() }
    }
}
