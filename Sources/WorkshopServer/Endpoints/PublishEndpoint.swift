import NIOCore
import WorkshopModel
import WorkshopStore

/// `POST /ch/{ch}`: stores a message; the answer goes out when it is on disk.
enum PublishEndpoint {
    static func post(
        _ channel: ChannelName, _ body: ByteBuffer, _ exchange: Exchange
    ) throws(APIError) {
        let draft = try body.withBody { bytes throws(APIError) in
            try MessageDraft(parsing: bytes, channel: channel)
        }
        let counts = exchange.context.counts
        exchange.context.store.publish(
            draft,
            completion: exchange.answer { message in
                let receipt = PublishReceipt(
                    id: message.id, timestamp: message.timestamp,
                    subscribers: counts.matching(
                        channel: message.channel, type: message.type, from: message.from))
                return Response(status: 201, json: receipt.json)
            })
    }
}
