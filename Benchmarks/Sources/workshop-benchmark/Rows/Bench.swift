import WorkshopBench

/// What every row is measured with.
struct Bench {
    let options: Options
    /// Where databases are made; `nil` when a running server is loaded.
    private let parent: String?

    var seconds: Double { options.seconds }
    var warmUpSeconds: Double { options.seconds / 5 }

    init(_ options: Options) throws(BenchmarkError) {
        self.options = options
        parent = options.url == nil ? options.folder ?? TemporaryFolder.defaultParent : nil
    }

    func machineReport() throws(BenchmarkError) -> MachineReport {
        let facts = try MachineFacts(folder: parent)
        guard let parent else { return MachineReport(facts: facts, disk: nil) }
        let folder = try TemporaryFolder(in: parent)
        var probe = SyncProbe()
        try probe.run(in: folder.path)
        return MachineReport(facts: facts, disk: probe)
    }

    func measure(_ row: Row) throws(BenchmarkError) -> RowReport {
        do throws(BenchmarkError) {
            return RowReport(row: row, outcome: .measured(try row.measure(self)))
        } catch .interrupted {
            throw .interrupted
        } catch .unavailable(let sentence) {
            return RowReport(row: row, outcome: .unavailable(sentence))
        } catch {
            return RowReport(row: row, outcome: .failed(error.sentence))
        }
    }

    /// Runs a row against a fresh server of its own, so that no row finds what another left
    /// behind; against the running one if that was given.
    func withServer<Result>(
        _ body: (ServerUnderTest) throws(BenchmarkError) -> Result
    ) throws(BenchmarkError) -> Result {
        guard let binary = options.binary, let parent else { return try body(try runningServer()) }
        let folder = try TemporaryFolder(in: parent)
        let process = try ServerProcess(binary: binary, folder: folder.path)
        let result = try body(
            ServerUnderTest(
                address: process.address, meter: ProcessMeter(processID: process.processID),
                folder: folder.path))
        try process.stop()
        return result
    }

    private func runningServer() throws(BenchmarkError) -> ServerUnderTest {
        ServerUnderTest(
            address: try ServerAddress(url: options.url ?? ""),
            meter: options.processID.map { ProcessMeter(processID: $0) }, folder: nil)
    }
}
