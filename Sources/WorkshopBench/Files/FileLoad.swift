/// Files that are stored, all of them, and then fetched again.
package struct FileLoad: Sendable {
    package var connections: Int
    package var files: Int
    /// Bytes of each file; at least ``leastSize``.
    package var size: Int
    /// Another number for every run, so that no file is there already.
    package var run: UInt64

    package static let leastSize = FilePattern.headBytes

    package init(connections: Int, files: Int, size: Int, run: UInt64) {
        self.connections = connections
        self.files = files
        self.size = size
        self.run = run
    }

    package struct Figures: Sendable {
        package var upload = TransferFigures()
        package var download = TransferFigures()

        package var breakOff: BenchmarkError? { upload.breakOff ?? download.breakOff }
    }

    /// - Returns: what was measured, also where something broke it off.
    package func run(at server: ServerUnderTest) throws(BenchmarkError) -> Figures {
        let pattern = FilePattern(size: size, run: run)
        var figures = Figures()
        var hashes = [String](repeating: "", count: files)
        figures.upload = try move(server) { queue, transfers throws(BenchmarkError) in
            for _ in 0..<connections {
                let connection = try UploadingConnection(server.address, pattern, transfers) {
                    hashes[$0] = $1
                }
                try queue.watch(connection, alsoForRoom: true)
                try connection.start()
            }
        }
        guard figures.upload.breakOff == nil else { return figures }
        figures.download = try move(server) { queue, transfers throws(BenchmarkError) in
            for _ in 0..<connections {
                let connection = try DownloadingConnection(
                    server.address, pattern, transfers, hashes: hashes)
                try queue.watch(connection)
                try connection.start()
            }
        }
        return figures
    }

    /// Moves all files in one direction.
    ///
    /// - Parameter start: opens the connections and begins.
    private func move(
        _ server: ServerUnderTest,
        start: (EventQueue, FileTransfers) throws(BenchmarkError) -> Void
    ) throws(BenchmarkError) -> TransferFigures {
        let queue = try EventQueue()
        let transfers = FileTransfers(files)
        let meter = try UsageMeter(server.meter)
        var breakOff: BenchmarkError?
        do throws(BenchmarkError) {
            try start(queue, transfers)
            try queue.run(until: .distantFuture, while: { !transfers.isFinished })
        } catch {
            breakOff = error
        }
        var figures = transfers.figures
        figures.breakOff = breakOff
        // The server's process may be what is gone.
        figures.usage = breakOff == nil ? try meter.read() : (try? meter.read()) ?? .none
        return figures
    }
}
