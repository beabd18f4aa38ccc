import WorkshopMetrics
import WorkshopModel

/// `GET /metrics`: what is measured, as Prometheus reads it. Written down by a thread of its own,
/// and without the store's part when that does not answer.
enum MetricsEndpoint {
    static func get(_ exchange: Exchange) {
        let context = exchange.context
        context.inquiry.ask { figures in
            context.metrics.write(context.store, figures) { bytes in
                context.mailbox.post {
                    exchange.respond(
                        Response(
                            status: 200, contentType: MetricsText.contentType, body: bytes))
                }
            }
        }
    }
}
