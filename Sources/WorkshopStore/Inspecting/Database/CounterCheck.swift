import Glibc
import WorkshopModel

/// Compares the counters with what they count, each in a snapshot of its own with its rows.
struct CounterCheck {
    /// Between two looks at counters that are behind.
    private static let pause: UInt32 = 100_000

    let connection: Connection
    /// Whether a server counts again by itself what others have changed.
    let isServed: Bool
    /// How long it may take to notice, besides the counting.
    let patience: Duration

    func run() throws(SQLiteError) -> CountersFinding {
        let start = ContinuousClock.now
        var wrong = try CounterCheck.count(on: connection)
        // Rows that others put in are counted in time: as long as it takes to count them, after a
        // rest of twenty times that.
        let deadline = ContinuousClock.now + patience + (.now - start) * 25
        while isServed, !wrong.isRight, ContinuousClock.now < deadline {
            usleep(CounterCheck.pause)
            wrong.keepWhatStays(try CounterCheck.count(on: connection))
        }
        return wrong.finding
    }

    /// Counts everything.
    static func count(on connection: Connection) throws(SQLiteError) -> Recount {
        var recount = Recount()
        while try !recount.slice(on: connection) {}
        return recount
    }
}

extension Recount {
    var isRight: Bool { messages.byPair.isEmpty && tasks == 0 }

    /// A counter that is wrong in another way by now is being seen to.
    fileprivate mutating func keepWhatStays(_ later: Recount) {
        var kept = later
        kept.drop { pair, difference in messages.byPair[pair] != difference }
        if later.tasks != tasks { kept.dropTasks() }
        self = kept
    }

    fileprivate var finding: CountersFinding {
        let wrong = messages.byPair
            .map { CountersFinding.Difference(channel: $0.channel, type: $0.type, rows: $1) }
            .sorted { ($0.channel.text, $0.type.text) < ($1.channel.text, $1.type.text) }
        return CountersFinding(
            compared: pairs + 1, wrong: Int64(wrong.count + (tasks == 0 ? 0 : 1)),
            first: Array(wrong.prefix(Sightings.kept)), tasksOff: tasks)
    }
}
