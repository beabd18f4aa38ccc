import WorkshopBench

extension NATSServer {
    /// Makes the stream that `keptPublication` goes to.
    static func makeStream(at address: ServerAddress) throws(BenchmarkError) {
        try Connection(address, receiving: .blocks).greet(with: stream)
    }
}
