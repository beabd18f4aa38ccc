import WorkshopModel
import WorkshopStore

/// `GET /channels`: names, or with `?detail=1` counts, last message and open streams.
enum ChannelsEndpoint {
    static func get(_ request: Request, _ exchange: Exchange) throws(APIError) {
        let detail = request.query["detail"] ?? "0"
        guard detail == "0" || detail == "1" else {
            throw APIError(.malformed, "'detail' must be '0' or '1'")
        }
        let isDetailed = detail == "1"
        let counts = exchange.context.counts
        exchange.context.store.channels(
            completion: exchange.answer { channels in
                var writer = JSONWriter(capacity: 64 * channels.count)
                writer.array(channels) { writer, channel in
                    if isDetailed {
                        let subscribers = counts.showing(channel.channel)
                        writer.write(channel.with(subscribers: subscribers).json)
                    } else {
                        writer.write(channel.channel.text)
                    }
                }
                return Response(status: 200, json: writer.finish())
            })
    }
}

extension ChannelSummary {
    fileprivate func with(subscribers: Int) -> ChannelSummary {
        ChannelSummary(
            channel: channel, messages: messages, lastID: lastID, lastTimestamp: lastTimestamp,
            subscribers: subscribers)
    }
}
