import NIOCore
import WorkshopModel
import WorkshopStore

/// `/presence`: heartbeats in, who is here out.
enum PresenceEndpoint {
    static func post(_ body: ByteBuffer, _ exchange: Exchange) throws(APIError) {
        let beat = try body.withBody { bytes throws(APIError) in try PresenceBeat(parsing: bytes) }
        exchange.context.store.beat(
            beat,
            completion: exchange.answer { interrupts in
                var writer = JSONWriter()
                writer.object { object in
                    object.member("ok", true)
                    object.member("interrupts") { $0.array(interrupts) { $0.write($1.json) } }
                }
                return Response(status: 200, json: writer.finish())
            })
    }

    static func get(_ exchange: Exchange) {
        let store = exchange.context.store
        store.presence(
            byteLimit: LoopContext.historyBytes,
            completion: exchange.answer(list: \.json) { rest, completion in
                store.presence(
                    continuing: rest, byteLimit: LoopContext.historyBytes,
                    completion: completion)
            })
    }
}
