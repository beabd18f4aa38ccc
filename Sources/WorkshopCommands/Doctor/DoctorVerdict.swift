import WorkshopStore

/// What all findings together come to.
struct DoctorVerdict {
    private let data: DataOptions
    private var faults = 0
    private var closedFiles: Int64 = 0
    private var holder: DatabaseHolder?

    init(_ data: DataOptions) {
        self.data = data
    }

    mutating func note(_ finding: Finding) {
        if finding.level == .fault { faults += 1 }
        if case .counters(let counters) = finding, case .refused(let holder) = counters.repair {
            self.holder = holder
        }
        if case .files(let files) = finding { closedFiles = files.closed.count }
    }

    /// What could not be done comes before what is wrong; `nil` when nothing is.
    var failure: CommandFailure? {
        if closedFiles > 0 { return .closedFiles(closedFiles, folder: data.blobsPath) }
        if let holder { return .cannotMend(database: data.databasePath, holder) }
        return faults > 0 ? .faultsFound(faults) : nil
    }
}
