import Synchronization
import WorkshopModel

/// A clock that stands until it is set.
final class TestClock: Sendable {
    /// 2023-11-14, a second nobody remembers.
    static let start = Timestamp(milliseconds: 1_700_000_000_000)
    static let hour: Int64 = 3_600_000
    static let day: Int64 = 24 * hour

    private let time = Mutex(start)

    var now: Timestamp { time.withLock { $0 } }

    func advance(milliseconds: Int64) {
        time.withLock { $0 = $0.adding(milliseconds: milliseconds) }
    }
}

/// A steady clock that stands until it is moved.
final class TestUptime: Sendable {
    private let time = Mutex(Duration.seconds(1_000))

    @Sendable func now() -> Duration { time.withLock { $0 } }

    func advance(_ duration: Duration) { time.withLock { $0 += duration } }
}
