import Synchronization
import WorkshopModel

/// How many streams are open, on all loops together, by what they want to see.
///
/// Asked once a publish, changed once a stream, so counts by filter and not by stream.
final class SubscriberCounts: Sendable {
    private struct State {
        var total = 0
        /// Streams that want everything.
        var unfiltered = 0
        /// Streams that look at nothing but the channel, under each of their channels.
        var byChannel: [ChannelName: Int] = [:]
        /// All others.
        var filtered: [MessageFilter: Int] = [:]
    }

    private let state = Mutex(State())

    func add(_ filter: MessageFilter) { change(filter, by: 1) }

    func remove(_ filter: MessageFilter) { change(filter, by: -1) }

    var total: Int { state.withLock { $0.total } }

    /// Streams that a message goes to.
    func matching(channel: ChannelName, type: MessageType, from: AgentName) -> Int {
        state.withLock { state in
            if state.total == 0 { return 0 }
            var count = state.unfiltered + (state.byChannel[channel] ?? 0)
            for (filter, streams) in state.filtered
            where filter.matches(channel: channel, type: type, from: from) {
                count += streams
            }
            return count
        }
    }

    /// Streams that show a channel, or a part of it.
    func showing(_ channel: ChannelName) -> Int {
        state.withLock { state in
            var count = state.unfiltered + (state.byChannel[channel] ?? 0)
            for (filter, streams) in state.filtered
            where filter.channels.isEmpty || filter.channels.contains(channel) {
                count += streams
            }
            return count
        }
    }

    private func change(_ filter: MessageFilter, by difference: Int) {
        state.withLock { state in
            state.total += difference
            if filter.looksInside {
                state.filtered.add(difference, to: filter)
            } else if filter.channels.isEmpty {
                state.unfiltered += difference
            } else {
                for channel in filter.channels { state.byChannel.add(difference, to: channel) }
            }
        }
    }
}

extension Dictionary where Value == Int {
    /// Keeps no zeros, so that what nobody watches costs nothing.
    fileprivate mutating func add(_ difference: Int, to key: Key) {
        let sum = self[key, default: 0] + difference
        self[key] = sum == 0 ? nil : sum
    }
}
