import CEpoll
import Glibc

/// Waits on many connections at once, on the calling thread.
package final class EventQueue {
    private let epoll: Descriptor
    private let timer: Descriptor
    private var readers: [any Reader] = []
    /// Few at a time, so that no connection waits long for its turn.
    private var events = [epoll_event](repeating: epoll_event(), count: 64)
    private var buffer = [UInt8](repeating: 0, count: 262_144)

    private static let timerMark = UInt64.max
    private static let interruptionMark = UInt64.max - 1

    package init() throws(BenchmarkError) {
        epoll = try Descriptor("make an epoll instance") {
            epoll_create1(Int32(EPOLL_CLOEXEC))
        }
        timer = try Descriptor("make a timer") {
            timerfd_create(
                CLOCK_MONOTONIC, Int32(TFD_CLOEXEC) | Int32(TFD_NONBLOCK))
        }
        try add(timer.number, mark: EventQueue.timerMark)
        try add(Interruption.descriptorNumber, mark: EventQueue.interruptionMark)
    }

    /// Keeps the reader and calls it whenever its connection has bytes.
    ///
    /// - Parameter alsoForRoom: also when there is room again to send into. It is called once for
    ///   each change then, and takes and sends until there is nothing left.
    package func watch(_ reader: any Reader, alsoForRoom: Bool = false) throws(BenchmarkError) {
        let changes = EPOLLIN.rawValue | EPOLLOUT.rawValue | EPOLLET.rawValue
        try add(
            reader.descriptorNumber, mark: UInt64(readers.count),
            events: alsoForRoom ? changes : EPOLLIN.rawValue)
        readers.append(reader)
    }

    /// Serves the readers until a moment has come, or earlier once the condition no longer holds.
    package func run(
        until deadline: Moment, while isWanted: () -> Bool = { true }
    ) throws(BenchmarkError) {
        try arm(deadline)
        while isWanted() {
            if try serveOnce() { return }
        }
    }

    /// Serves the readers until the condition no longer holds.
    ///
    /// - Throws: with the sentence given, when that takes longer than half a minute.
    package func run(
        while isWanted: () -> Bool, orFail sentence: @autoclosure () -> String
    ) throws(BenchmarkError) {
        try run(until: .now + 30, while: isWanted)
        if isWanted() { throw .brokenPromise(sentence()) }
    }

    /// - Returns: whether the timer has run out.
    private func serveOnce() throws(BenchmarkError) -> Bool {
        let number = epoll.number
        let count = try SystemCall.check("wait for the server") {
            epoll_wait(number, &events, Int32(events.count), -1)
        }
        try Interruption.check()
        var timeIsUp = false
        for index in 0..<Int(count) {
            let mark = events[index].data.u64
            if mark == EventQueue.timerMark {
                timeIsUp = true
            } else {
                try readers[Int(mark)].becameReadable(&buffer)
            }
        }
        return timeIsUp
    }

    /// A moment that has passed makes the timer run out at once.
    private func arm(_ deadline: Moment) throws(BenchmarkError) {
        var setting = itimerspec()
        let nanoseconds = max(deadline.nanoseconds, 1)
        setting.it_value.tv_sec = Int(nanoseconds / 1_000_000_000)
        setting.it_value.tv_nsec = Int(nanoseconds % 1_000_000_000)
        let number = timer.number
        try SystemCall.check("set a timer") {
            timerfd_settime(number, Int32(TFD_TIMER_ABSTIME), &setting, nil)
        }
    }

    private func add(
        _ number: Int32, mark: UInt64, events: UInt32 = EPOLLIN.rawValue
    ) throws(BenchmarkError) {
        var event = epoll_event()
        event.events = events
        event.data.u64 = mark
        let instance = epoll.number
        try SystemCall.check("watch a connection") {
            epoll_ctl(instance, EPOLL_CTL_ADD, number, &event)
        }
    }
}
