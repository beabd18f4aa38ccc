/// Follows a channel and never reads.
package final class StalledStream {
    private let connection: Connection

    package init(of channel: String, at address: ServerAddress) throws(BenchmarkError) {
        connection = try Connection(address, receiving: .returnsAtOnce)
        try connection.send(HTTPRequest.stream(of: channel, at: address))
    }
}
