/// Rows with values that their columns should not hold, by the column.
public struct OddValues: Sendable, Equatable {
    /// Ascending by the column's name.
    public var columns: [(name: String, rows: Sightings)] {
        byColumn.sorted { $0.key < $1.key }.map { (name: $0.key, rows: $0.value) }
    }

    private var byColumn: [String: Sightings] = [:]

    public init() {}

    public var isEmpty: Bool { byColumn.isEmpty }

    mutating func note(_ column: String, of row: @autoclosure () -> String) {
        byColumn[column, default: Sightings()].note(row())
    }
}
