package import WorkshopModel

/// Publishes numbered messages to channels in turn.
package final class PublishWork: RequestWork {
    private let kinds: [NumberedMessage]
    private var requests: [[UInt8]]
    private let log: DeliveryLog?
    /// What was stored, by channel.
    package private(set) var stored: [MessageSum]

    /// - Parameter log: is told when each message was due.
    package init(
        to channels: [ChannelName], from sender: AgentName, bodyBytes: Int,
        at address: ServerAddress, log: DeliveryLog? = nil
    ) {
        kinds = channels.map { NumberedMessage(in: $0, from: sender, bodyBytes: bodyBytes) }
        requests = kinds.map { $0.request(at: address) }
        stored = channels.map { _ in MessageSum() }
        self.log = log
    }

    package func request(_ index: Int, on connection: Int, due: Moment) -> [UInt8]? {
        log?.sends(dueAt: due)
        let channel = index % requests.count
        kinds[channel].put(index, into: &requests[channel])
        return requests[channel]
    }

    package func answered(
        _ index: Int, on connection: Int, status: Int, body: [UInt8]
    ) throws(BenchmarkError) -> Bool {
        stored[index % stored.count].add(try PublishAnswer.id(in: body))
        return true
    }

    package func beganCounting(from index: Int) { log?.beganCounting(from: index) }
    package func endedCounting() { log?.endedCounting() }
}
