import WorkshopModel

/// Counts what is really there, slice by slice, and compares it with what is recorded.
///
/// Walks two sorted lists at once: the pairs that the index `(ch, type, id)` holds, found by one
/// seek each, and the pairs that are recorded. A pair is counted and its record read in the same
/// snapshot; between two slices no transaction is held. Pairs whose names are no UTF-8 text are
/// not counted.
struct Recount: Sendable {
    /// Messages after whose counting a slice ends: a few milliseconds.
    private static let sliceMessages: Int64 = 50_000
    private static let slicePairs = 256

    static let nextPairQuery: StaticString = """
        SELECT ch, type FROM messages INDEXED BY workshop_messages_ch_type
        WHERE (ch, type) > (?1, ?2) AND typeof(ch) = 'text' AND typeof(type) = 'text'
        ORDER BY ch, type LIMIT 1
        """
    static let countQuery: StaticString = """
        SELECT (SELECT count(*) FROM messages INDEXED BY workshop_messages_ch_type
                WHERE ch = ?1 AND type = ?2),
            ifnull((SELECT messages FROM workshop_counts WHERE ch = ?1 AND type = ?2), 0)
        """

    private(set) var messages = CounterChanges()
    private(set) var tasks: Int64 = 0
    /// How many counters were compared, that of tasks not among them.
    private(set) var pairs: Int64 = 0
    private var after = Key.first
    private var tasksAreCounted = false

    /// A pair as the bytes that SQLite compares.
    private struct Key: Sendable, Comparable {
        var channel: [UInt8]
        var type: [UInt8]

        static let first = Key(channel: [], type: [])

        var pair: Pair? {
            guard let channel = String(validating: channel, as: UTF8.self),
                let type = String(validating: type, as: UTF8.self)
            else { return nil }
            return Pair(
                channel: ChannelName(unchecked: channel), type: MessageType(unchecked: type))
        }

        static func < (left: Key, right: Key) -> Bool {
            if left.channel != right.channel {
                return left.channel.lexicographicallyPrecedes(right.channel)
            }
            return left.type.lexicographicallyPrecedes(right.type)
        }
    }

    /// Counts on.
    ///
    /// - Returns: whether everything has been counted.
    mutating func slice(on connection: Connection) throws(SQLiteError) -> Bool {
        var next = self
        let isFinished = try connection.reading { () throws(SQLiteError) in
            if !next.tasksAreCounted { try next.countTasks(on: connection) }
            var counted: Int64 = 0
            for _ in 0..<Recount.slicePairs where counted < Recount.sliceMessages {
                guard let key = try next.nextKey(on: connection) else { return true }
                counted += try next.count(key, on: connection)
                next.pairs += 1
                next.after = key
            }
            return false
        }
        self = next
        return isFinished
    }

    /// Forgets differences.
    mutating func drop(where isWanted: (Pair, Int64) -> Bool) {
        messages.drop(where: isWanted)
    }

    mutating func dropTasks() { tasks = 0 }

    private mutating func countTasks(on connection: Connection) throws(SQLiteError) {
        let select = try connection.statement(
            "SELECT (SELECT count(*) FROM tasks) - (SELECT tasks FROM workshop_state)")
        defer { select.reset() }
        if try select.step() { tasks = select.integer(0) }
        tasksAreCounted = true
    }

    private func nextKey(on connection: Connection) throws(SQLiteError) -> Key? {
        let present = try key(try connection.statement(Recount.nextPairQuery))
        let recorded = try key(
            try connection.statement(
                """
                SELECT ch, type FROM workshop_counts
                WHERE (ch, type) > (?1, ?2) ORDER BY ch, type LIMIT 1
                """))
        guard let present, let recorded else { return present ?? recorded }
        return min(present, recorded)
    }

    /// The first pair after the last one; `nil` after all.
    private func key(_ select: Statement) throws(SQLiteError) -> Key? {
        defer { select.reset() }
        select.bind(1, after.channel)
        select.bind(2, after.type)
        guard try select.step() else { return nil }
        return Key(channel: select.bytes(0), type: select.bytes(1))
    }

    private mutating func count(_ key: Key, on connection: Connection) throws(SQLiteError) -> Int64
    {
        guard let pair = key.pair else { return 1 }
        let select = try connection.statement(Recount.countQuery)
        defer { select.reset() }
        select.bind(1, key.channel)
        select.bind(2, key.type)
        guard try select.step() else { return 1 }
        let actual = select.integer(0)
        let difference = actual - select.integer(1)
        if difference != 0 { messages.add(difference, to: pair) }
        return actual
    }
}
