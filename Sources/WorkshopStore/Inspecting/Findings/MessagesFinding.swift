/// Rows of messages that only others can have put in.
public struct MessagesFinding: Sendable, Equatable {
    /// Rows looked at.
    public var rows: Int64 = 0
    /// Ids of rows that no stream serves: no ULID, or above the newest id given.
    public var unserved = Sightings()
    /// Ids of rows with values that are served as something else, by the column.
    public var odd = OddValues()

    var level: Finding.Level { unserved.isEmpty && odd.isEmpty ? .fine : .note }
}
