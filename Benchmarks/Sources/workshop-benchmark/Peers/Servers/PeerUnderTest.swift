import WorkshopBench

/// A server that runs and answers.
struct PeerUnderTest {
    let server: any PeerServer
    let address: ServerAddress
    /// Of all its processes.
    let meters: [ProcessMeter]
    /// Its configuration and its data are there.
    let folder: String

    /// Resident memory of all its processes once it has settled.
    func settledResidentBytes() throws(BenchmarkError) -> Int {
        var total = 0
        for meter in meters { total += try meter.settledResidentBytes() }
        return total
    }
}
