import NIOCore
import WorkshopModel
import WorkshopStore

/// `POST /ch/{ch}`: stores a message; the answer goes out when it is on disk.
enum PublishEndpoint {
    static func post(
        _ channel: ChannelName, _ request: Request, _ body: ByteBuffer, _ exchange: Exchange
    ) throws(APIError) {
        let draft = try body.withBody { bytes throws(APIError) in
            try MessageDraft(parsing: bytes, channel: channel)
        }
        let counts = exchange.context.counts
        let receipt = { @Sendable (message: Message) in
            PublishReceipt(
                id: message.id, timestamp: message.timestamp,
                subscribers: counts.matching(
                    channel: message.channel, type: message.type, from: message.from)
            ).json
        }
        exchange.context.store.publish(
            draft, retry: try request.retry(of: body, receipt),
            completion: exchange.answer(status: 201, receipt))
    }
}
