import NIOCore
import WorkshopModel
import WorkshopStore

/// `GET /status`: counts that are kept, never counted.
enum StatusEndpoint {
    static func get(_ exchange: Exchange) {
        let context = exchange.context
        context.store.counts(
            completion: exchange.answer { counts in
                let uptime = (NIODeadline.now() - context.startedAt).nanoseconds / 1_000_000
                let last = context.store.committedThrough
                let status = ServerStatus(
                    version: context.configuration.version, uptimeMilliseconds: uptime,
                    messages: counts.messages, tasks: counts.tasks,
                    agentsLive: counts.agentsLive, subscribers: context.counts.total,
                    lastID: last == .zero ? nil : last.text,
                    storage: context.store.storageTrouble)
                return Response(status: 200, json: status.json)
            })
    }
}
