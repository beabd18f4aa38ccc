import WorkshopBench
import WorkshopModel

extension LatencyHistogram {
    private static let shares: [(key: String, name: String, share: Double)] = [
        ("p50", "p50", 0.5), ("p90", "p90", 0.9), ("p99", "p99", 0.99), ("p99_9", "p99.9", 0.999),
    ]

    /// Seconds.
    var json: JSONText {
        var writer = JSONWriter()
        writer.object { object in
            object.member("mean", JSONText(mean))
            for entry in LatencyHistogram.shares {
                object.member(entry.key, JSONText(quantile(entry.share)))
            }
            object.member("max", JSONText(maximum))
        }
        return writer.finish()
    }

    var text: String {
        LatencyHistogram.shares.map { "\($0.name) \(Unit.seconds.text(quantile($0.share)))" }
            .joined(separator: ", ") + ", max \(Unit.seconds.text(maximum))"
    }
}
