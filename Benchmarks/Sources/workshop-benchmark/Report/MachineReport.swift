/// What the figures are to be seen against.
struct MachineReport {
    let facts: MachineFacts
    /// `nil` when the database is on a disk elsewhere.
    let disk: SyncProbe?
}
