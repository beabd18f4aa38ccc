import WorkshopMetrics

/// What one event loop has served. The loop alone counts, anybody may read.
final class LoopMeasures: Sendable {
    let requests = RequestMeasures()
    let connectionsAccepted = Tally()
    let connectionsTurnedAway = Tally()
    /// Streams that get what is published at once; the others are replaying.
    let streamsLive = Tally()
    /// How often a stream was too slow and went back to replaying.
    let streamsFallenBehind = Tally()
    /// Streams that were closed because they took nothing.
    let streamsLetGo = Tally()
    /// Messages written to streams, each once for each of them.
    let deliveries = Tally()
    /// Bytes of messages and keepalives written to streams, with their framing.
    let deliveredBytes = Tally()
    /// Bytes of uploads that were written to disk.
    let fileBytesReceived = Tally()
    /// Bytes of files that were written to connections.
    let fileBytesSent = Tally()
}
