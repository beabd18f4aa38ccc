import NIOCore
import WorkshopModel

/// All streams of one event loop, with the clockwork that keeps them alive. Confined to its loop.
final class SubscriberSet {
    private var members: [ObjectIdentifier: (subscriber: Subscriber, slot: Int)] = [:]
    private let counts: SubscriberCounts
    private let timing: ServerConfiguration.Timing
    private var tick = 0
    private var nextSlot = 0

    init(counts: SubscriberCounts, timing: ServerConfiguration.Timing) {
        self.counts = counts
        self.timing = timing
    }

    func add(_ subscriber: Subscriber) {
        // Spread over the interval, so that keepalives do not come in bursts.
        nextSlot = (nextSlot + 1) % slots
        members[ObjectIdentifier(subscriber)] = (subscriber, nextSlot)
        counts.add(subscriber.filter)
    }

    func remove(_ subscriber: Subscriber) {
        guard members.removeValue(forKey: ObjectIdentifier(subscriber)) != nil else { return }
        counts.remove(subscriber.filter)
    }

    /// Beats from one keepalive of a stream to the next.
    private var slots: Int {
        max(1, timing.keepaliveSeconds * 1_000 / Int(timing.beatMilliseconds))
    }

    /// Called at every ``ServerConfiguration/Timing/beatMilliseconds``.
    func beat() {
        tick += 1
        let slot = tick % slots
        for (subscriber, itsSlot) in members.values where itsSlot == slot {
            subscriber.keepAlive()
        }
    }

    /// Ends every stream cleanly.
    func endAll() {
        for (subscriber, _) in members.values { subscriber.end() }
    }
}
