import NIOCore
import WorkshopModel

/// The fan-out of one event loop: hands what was committed to the streams of its loop, in rounds.
///
/// A round takes all that has come since the one before began, and gives it to every stream with
/// one write. It goes on over several turns of the loop, with the sockets served in between, so
/// that who publishes does not wait for a thousand readers; and what is published meanwhile makes
/// the next round larger instead of more rounds.
///
/// Streams that want the same in the same form are one group: a batch is filtered and framed
/// once a group, and its members share the bytes. Nothing is allocated for a subscriber and
/// message. Confined to its event loop.
final class Hub {
    /// Streams with one filter and one framing.
    private final class Group {
        let filter: MessageFilter
        let framing: Framing
        var members: [Subscriber] = []
        /// The last round that it was taken into.
        var round: UInt64 = 0

        init(filter: MessageFilter, framing: Framing) {
            self.filter = filter
            self.framing = framing
        }
    }

    private struct GroupKey: Hashable {
        let filter: MessageFilter
        let framing: Framing
    }

    /// A batch on its way to the streams.
    private final class Round {
        let batch: [Message]
        /// The newest id handed out before.
        let before: ULID
        /// Those that are still to be served, the next one last.
        var groups: [Group]
        /// The batch as the group in hand gets it.
        var buffer = ByteBuffer()
        /// How many messages that are.
        var messages = 0
        /// Members of the group in hand below this index have not been looked at.
        var left = 0
        var group: Group?

        init(_ batch: [Message], after before: ULID, for groups: [Group]) {
            self.batch = batch
            self.before = before
            self.groups = groups
        }
    }

    /// Writes of a round before the first look at the sockets: a small audience is served in one
    /// go, which takes less than half a millisecond.
    private static let writesAtFirst = 64
    /// Writes from then on between two looks: a publisher waits for them twice. With 64 of them
    /// a thousand streams got half as many messages a second, because fewer were published.
    private static let writesPerTurn = 16
    /// Bytes of messages that may wait for the next round. With more, who publishes waits until
    /// they are handed out: it would run away from the streams.
    private static let backlogBytes = 8 * LoopContext.pageBytes

    private var groups: [GroupKey: Group] = [:]
    /// Groups that name channels, under each of them.
    private var groupsByChannel: [ChannelName: [Group]] = [:]
    private var groupsOfAllChannels: [Group] = []
    /// What the rounds so far have handed out, the one in hand included.
    private(set) var recent: RecentMessages
    /// What no round has taken yet.
    private var arrived: [Message] = []
    private var arrivedBytes = 0
    private var round: Round?
    private var hasYielded = false
    /// Counts the rounds; the number of the one in hand, or of the last.
    private var roundNumber: UInt64 = 0
    private let yield: (@escaping () -> Void) -> Void

    /// The newest id that a round has taken on this loop.
    var head: ULID { recent.newest }

    /// - Parameters:
    ///   - committed: the newest id in the store; nothing was handed out yet.
    ///   - yield: runs what it is given on the loop, after the sockets were looked at.
    init(after committed: ULID, yield: @escaping (@escaping () -> Void) -> Void) {
        recent = RecentMessages(after: committed)
        self.yield = yield
    }

    /// Adds a stream to the live set; it has everything up to ``head``.
    func join(_ subscriber: Subscriber) {
        let key = GroupKey(filter: subscriber.filter, framing: subscriber.framing)
        let group = groups[key] ?? makeGroup(key)
        subscriber.position = group.members.count
        subscriber.round = roundNumber
        group.members.append(subscriber)
    }

    /// Takes a stream out of the live set.
    func leave(_ subscriber: Subscriber) {
        let key = GroupKey(filter: subscriber.filter, framing: subscriber.framing)
        guard let position = subscriber.position, let group = groups[key] else { return }
        subscriber.position = nil
        let last = group.members.removeLast()
        if last !== subscriber {
            group.members[position] = last
            last.position = position
        }
        if group.members.isEmpty { removeGroup(key) }
    }

    /// Up to which id a live stream was given what it wants.
    func reached(by subscriber: Subscriber) -> ULID {
        if let round, subscriber.round != roundNumber { return round.before }
        return head
    }

    /// Takes messages that were committed; ids ascend and are above all before.
    ///
    /// Invariant 1: called in commit order, so every stream of this loop sees that order.
    func deliver(_ batch: [Message]) {
        if arrived.isEmpty { arrived = batch } else { arrived.append(contentsOf: batch) }
        for message in batch { arrivedBytes += message.line.count }
        if arrivedBytes > Hub.backlogBytes {
            finish()
        } else if round == nil {
            turn(writes: Hub.writesAtFirst)
        }
    }

    /// Hands out all that there is, without yielding.
    func finish() {
        while isBusy { advance(writes: .max) }
    }

    /// Retention has deleted messages.
    func pruned(through id: ULID) { recent.drop(through: id) }

    private var isBusy: Bool { round != nil || !arrived.isEmpty }

    private func turn(writes: Int) {
        advance(writes: writes)
        guard isBusy, !hasYielded else { return }
        hasYielded = true
        yield { [weak self] in
            self?.hasYielded = false
            self?.turn(writes: Hub.writesPerTurn)
        }
    }

    /// Goes on with the round in hand, and begins those that follow, for so many writes.
    private func advance(writes: Int) {
        var writes = writes
        while writes > 0, isBusy {
            let round = round ?? beginRound()
            serve(round, &writes)
            if round.group == nil, round.groups.isEmpty { self.round = nil }
        }
    }

    private func beginRound() -> Round {
        let batch = arrived
        arrived = []
        arrivedBytes = 0
        roundNumber += 1
        let next = Round(batch, after: head, for: groups(for: batch))
        recent.append(batch)
        round = next
        return next
    }

    /// Each group that may want something of it, once.
    private func groups(for batch: [Message]) -> [Group] {
        var found = groupsOfAllChannels
        for message in batch {
            for group in groupsByChannel[message.channel] ?? [] where group.round != roundNumber {
                group.round = roundNumber
                found.append(group)
            }
        }
        return found
    }

    private func serve(_ round: Round, _ writes: inout Int) {
        guard let group = round.group ?? nextGroup(of: round) else { return }
        // Those that leave make it shorter; who takes the place of one was served, or has joined
        // with all of this.
        round.left = min(round.left, group.members.count)
        while round.left > 0, writes > 0 {
            round.left -= 1
            writes -= 1
            let subscriber = group.members[round.left]
            if subscriber.round != roundNumber { serve(subscriber, of: group, round) }
            round.left = min(round.left, group.members.count)
        }
        if round.left == 0 {
            round.group = nil
            round.buffer = ByteBuffer()
        }
    }

    private func nextGroup(of round: Round) -> Group? {
        while let group = round.groups.popLast() {
            let wanted = round.batch.filter { group.filter.matches($0) }
            guard !wanted.isEmpty else { continue }
            round.buffer = group.framing.encode(wanted)
            round.messages = wanted.count
            round.left = group.members.count
            round.group = group
            return group
        }
        return nil
    }

    private func serve(_ subscriber: Subscriber, of group: Group, _ round: Round) {
        guard subscriber.isWritable else { return subscriber.fallBehind(head: round.before) }
        subscriber.round = roundNumber
        if let joined = subscriber.skipsThrough, joined >= round.batch[0].id {
            let rest = round.batch.filter { $0.id > joined && group.filter.matches($0) }
            if !rest.isEmpty {
                subscriber.write(group.framing.encode(rest), messages: rest.count)
            }
        } else {
            subscriber.write(round.buffer, messages: round.messages)
        }
    }

    private func makeGroup(_ key: GroupKey) -> Group {
        let group = Group(filter: key.filter, framing: key.framing)
        groups[key] = group
        if key.filter.channels.isEmpty { groupsOfAllChannels.append(group) }
        for channel in key.filter.channels { groupsByChannel[channel, default: []].append(group) }
        return group
    }

    private func removeGroup(_ key: GroupKey) {
        guard let group = groups.removeValue(forKey: key) else { return }
        groupsOfAllChannels.removeAll { $0 === group }
        for channel in key.filter.channels {
            groupsByChannel[channel]?.removeAll { $0 === group }
            if groupsByChannel[channel]?.isEmpty == true { groupsByChannel[channel] = nil }
        }
    }
}
