import WorkshopBench

/// Follows the channel and never reads.
final class StalledPeerStream {
    private let connection: Connection

    init(_ address: ServerAddress, _ opening: Opening) throws(BenchmarkError) {
        connection = try Connection(address, receiving: .returnsAtOnce)
        try connection.send(opening.bytes)
    }
}
