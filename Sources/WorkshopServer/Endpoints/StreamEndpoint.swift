import NIOHTTP1
import WorkshopModel

/// `GET /ch/{ch}` and `GET /`: live streams, resumed where the reader left off.
enum StreamEndpoint {
    static func get(
        _ channel: ChannelName?, _ request: Request, _ exchange: Exchange
    ) throws(APIError) {
        let accept = request.headers[canonicalForm: "accept"]
        let query = try StreamQuery(
            request.query, channel: channel,
            accept: accept.isEmpty ? nil : accept.joined(separator: ","),
            lastEventID: request.headers.first(name: "last-event-id"))
        exchange.openStream(query)
    }
}
