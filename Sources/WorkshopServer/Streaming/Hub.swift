import NIOCore
import WorkshopModel

/// The fan-out of one event loop: hands every committed batch to the streams of its loop.
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
        /// The batch in hand, framed; empty between batches.
        var pending: [UInt8] = []

        init(filter: MessageFilter, framing: Framing) {
            self.filter = filter
            self.framing = framing
        }
    }

    private struct GroupKey: Hashable {
        let filter: MessageFilter
        let framing: Framing
    }

    private var groups: [GroupKey: Group] = [:]
    /// Groups that name channels, under each of them.
    private var groupsByChannel: [ChannelName: [Group]] = [:]
    private var groupsOfAllChannels: [Group] = []
    private(set) var recent: RecentMessages

    /// The newest id handed out on this loop.
    var head: ULID { recent.newest }

    /// - Parameter committed: the newest id in the store; nothing was handed out yet.
    init(after committed: ULID) {
        recent = RecentMessages(after: committed)
    }

    /// Adds a stream to the live set.
    func join(_ subscriber: Subscriber) {
        let key = GroupKey(filter: subscriber.filter, framing: subscriber.framing)
        let group = groups[key] ?? makeGroup(key)
        subscriber.position = group.members.count
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

    /// Hands out a batch that was committed; ids ascend and are above all before.
    ///
    /// Invariant 1: called in commit order, so every stream of this loop sees that order.
    func deliver(_ batch: [Message]) {
        let before = head
        recent.append(batch)
        var touched: [Group] = []
        for message in batch {
            for group in groupsOfAllChannels { frame(message, for: group, &touched) }
            for group in groupsByChannel[message.channel] ?? [] {
                frame(message, for: group, &touched)
            }
        }
        for group in touched {
            let buffer = group.framing.wrap(group.pending)
            group.pending.removeAll(keepingCapacity: group.pending.capacity <= 65_536)
            write(buffer, batch, to: group, head: before)
        }
    }

    /// Retention has deleted messages.
    func pruned(through id: ULID) { recent.drop(through: id) }

    private func frame(_ message: Message, for group: Group, _ touched: inout [Group]) {
        guard group.filter.matches(message) else { return }
        if group.pending.isEmpty { touched.append(group) }
        group.framing.append(message, to: &group.pending)
    }

    /// Backwards, because a member that cannot be written to leaves and the last takes its place.
    private func write(_ buffer: ByteBuffer, _ batch: [Message], to group: Group, head: ULID) {
        for index in group.members.indices.reversed() {
            let subscriber = group.members[index]
            guard subscriber.isWritable else {
                subscriber.fallBehind(head: head)
                continue
            }
            if let joined = subscriber.skipsThrough, joined >= batch[0].id {
                let rest = batch.filter { $0.id > joined && group.filter.matches($0) }
                if !rest.isEmpty { subscriber.write(group.framing.encode(rest)) }
            } else {
                subscriber.write(buffer)
            }
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
