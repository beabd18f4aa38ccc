import WorkshopMetrics

/// What the event loops count.
extension MetricsPage {
    mutating func writeRequests() {
        text.begin(
            "workshop_http_requests_total", .counter,
            "requests answered; a stream counts when it has begun")
        for kind in RequestKind.all {
            var statuses: [Int: Int] = [:]
            for loop in source.loops {
                statuses.merge(loop.requests.statuses(kind)) { $0 + $1 }
            }
            for (status, count) in statuses.sorted(by: { $0.key < $1.key }) {
                text.sample(labels(kind) + [("status", "\(status)")], count)
            }
        }
        text.begin(
            "workshop_http_request_duration_seconds", .histogram,
            "from the end of a request's head to its answer; a publish is POST of /ch/{ch}")
        for kind in RequestKind.all {
            guard var reading = source.loops.first?.requests.durations(kind) else { continue }
            for loop in source.loops.dropFirst() { reading += loop.requests.durations(kind) }
            if reading.count > 0 { text.sample(labels(kind), reading) }
        }
    }

    private func labels(_ kind: RequestKind) -> [MetricsText.Label] {
        [("route", kind.route.text), ("method", kind.methodText)]
    }

    mutating func writeConnections() {
        text.only(
            "workshop_connections", .gauge, "connections open, idle ones and streams too",
            source.bound.open)
        text.only(
            "workshop_connections_limit", .gauge, "connections that may be open at a time",
            source.bound.served)
        text.only(
            "workshop_connections_accepted_total", .counter, "connections served",
            source.total(\.connectionsAccepted))
        text.only(
            "workshop_connections_turned_away_total", .counter,
            "connections that were told that there is no room",
            source.total(\.connectionsTurnedAway))
    }

    mutating func writeStreams() {
        // Read one after the other: a stream may come or go in between.
        let live = source.total(\.streamsLive)
        let replaying = max(0, source.subscribers.total - live)
        text.begin(
            "workshop_streams", .gauge,
            "open streams: live, or replaying because they resume or were too slow")
        text.sample([("state", "live")], live)
        text.sample([("state", "replaying")], replaying)
        text.only(
            "workshop_streams_fallen_behind_total", .counter,
            "how often a live stream was too slow and went back to replaying",
            source.total(\.streamsFallenBehind))
        text.only(
            "workshop_streams_let_go_total", .counter,
            "streams closed because they took no byte for a minute",
            source.total(\.streamsLetGo))
        text.only(
            "workshop_deliveries_total", .counter,
            "messages written to streams, once for each stream", source.total(\.deliveries))
        text.only(
            "workshop_delivered_bytes_total", .counter,
            "bytes of messages and keepalives written to streams, with their framing",
            source.total(\.deliveredBytes))
    }

    mutating func writeFiles() {
        text.only(
            "workshop_file_received_bytes_total", .counter, "bytes of uploads written to disk",
            source.total(\.fileBytesReceived))
        text.only(
            "workshop_file_sent_bytes_total", .counter, "bytes of files sent",
            source.total(\.fileBytesSent))
    }
}
