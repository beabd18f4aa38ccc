import Glibc
import WorkshopBench

/// What every row is measured with.
struct PeerBench {
    let options: PeersOptions
    let floors: FloorPrograms
    let largeFile: LargeFile

    var seconds: Double { options.seconds }
    var warmUpSeconds: Double { options.seconds / 5 }

    init(_ options: PeersOptions) throws(BenchmarkError) {
        self.options = options
        floors = try FloorPrograms(sources: options.benchmarks, in: options.folder)
        largeFile = try LargeFile(in: options.folder)
    }

    /// - Returns: `nil` for what is no server.
    func server(_ contestant: Contestant) -> (any PeerServer)? {
        switch contestant {
        case .workshop: OurServer(binary: options.binary)
        case .redis: RedisServer()
        case .nats: NATSServer()
        case .nchan, .nginx: NchanServer()
        case .mosquitto: MosquittoServer()
        case .floor: FloorServer(binary: floors.fanOut)
        case .sqlite, .openssl, .copy: nil
        }
    }

    /// Measures against a fresh server with a folder of its own, both gone afterwards.
    func withServer<Result>(
        _ contestant: Contestant, _ body: (PeerUnderTest) throws(BenchmarkError) -> Result
    ) throws(BenchmarkError) -> Result {
        guard let server = server(contestant) else {
            preconditionFailure("\(contestant.title) is no server")
        }
        let folder = try TemporaryFolder(in: options.folder)
        let process = try PeerProcess(server, folder: folder.path)
        try process.waitUntilItAnswers(server.question, pause: 0.02)
        let result = try body(
            PeerUnderTest(
                server: server, address: process.address, meters: try process.meters(),
                folder: folder.path))
        try process.stop()
        return result
    }
}
