import Synchronization
import WorkshopModel

/// What is known of the database without asking it: written by the writer, read by everyone.
///
/// A pair is in here *before* the transaction that first uses it is committed. So a reader that
/// asks after it has taken its snapshot finds every pair that the snapshot holds a message of,
/// those put in by hand aside, which come in when the counters are true again.
final class Catalog: Sendable {
    private let contents: Mutex<Contents>

    private struct Contents: Sendable {
        var counts: [ChannelName: [MessageType: Int64]] = [:]
        var messages: Int64 = 0
        var tasks: Int64 = 0
        var committedThrough = ULID.zero
    }

    init(counts: [Pair: Int64], tasks: Int64, committedThrough: ULID) {
        var contents = Contents(tasks: tasks, committedThrough: committedThrough)
        for (pair, count) in counts {
            contents.counts[pair.channel, default: [:]][pair.type] = count
            contents.messages += count
        }
        self.contents = Mutex(contents)
    }

    // MARK: The writer's

    /// Makes pairs known that a transaction is about to commit; does no harm if it does not.
    func anticipate(_ pairs: some Sequence<Pair>) {
        contents.withLock { contents in
            for pair in pairs {
                contents.counts[pair.channel, default: [:]][pair.type, default: 0] += 0
            }
        }
    }

    /// Takes over what a transaction has committed.
    ///
    /// - Parameter vanished: pairs of which the transaction has seen that no message is left.
    func commit(
        _ changes: CounterChanges, vanished: [Pair], tasks: Int64, through id: ULID
    ) {
        contents.withLock { contents in
            for (pair, count) in changes.byPair {
                contents.counts[pair.channel, default: [:]][pair.type, default: 0] += count
                contents.messages += count
            }
            for pair in vanished {
                let left = contents.counts[pair.channel]?.removeValue(forKey: pair.type)
                contents.messages -= left ?? 0
                if contents.counts[pair.channel]?.isEmpty == true {
                    contents.counts[pair.channel] = nil
                }
            }
            contents.tasks = tasks
            contents.committedThrough = id
        }
    }

    // MARK: Everyone's

    var committedThrough: ULID { contents.withLock { $0.committedThrough } }

    /// Messages and tasks.
    var totals: (messages: Int64, tasks: Int64) {
        contents.withLock { (max(0, $0.messages), max(0, $0.tasks)) }
    }

    /// Channels with how many messages they have, sorted by name; none that has no message.
    var channels: [(channel: ChannelName, messages: Int64)] {
        let counts = contents.withLock { $0.counts }
        return
            counts
            .map { (channel: $0.key, messages: $0.value.values.reduce(0, +)) }
            .filter { $0.messages > 0 }
            .sorted { $0.channel < $1.channel }
    }

    /// The pairs whose types begin with a prefix.
    ///
    /// - Parameter channels: only of these; of all when empty.
    func pairs(channels: [ChannelName], prefix: TypePrefix) -> MatchingPairs {
        contents.withLock { contents in
            var matching = MatchingPairs()
            let names = channels.isEmpty ? Array(contents.counts.keys) : channels
            for channel in names {
                for (type, count) in contents.counts[channel] ?? [:] {
                    matching.consider(
                        Pair(channel: channel, type: type), count: count,
                        matches: prefix.begins(type))
                }
            }
            return matching
        }
    }
}

/// Pairs that a filter wants, and how frequent their messages are among those of its channels.
struct MatchingPairs: Sendable {
    private(set) var pairs: [Pair] = []
    private(set) var matching: Int64 = 0
    private(set) var total: Int64 = 0

    fileprivate mutating func consider(_ pair: Pair, count: Int64, matches: Bool) {
        total += max(0, count)
        guard matches else { return }
        matching += max(0, count)
        pairs.append(pair)
    }
}
