import WorkshopModel

/// Where a row stands in the order of ids: the order of their bytes, which is SQLite's.
///
/// Ids of ours are kept as their value; only rows that others put in cost an array.
struct RowKey: Sendable {
    /// `nil` when the text is no ULID, or is the one that is never given.
    let id: ULID?
    private let odd: [UInt8]

    init(_ bytes: UnsafeBufferPointer<UInt8>) {
        if let id = ULID(utf8: bytes), id != .zero {
            self.id = id
            odd = []
        } else {
            id = nil
            odd = Array(bytes)
        }
    }

    var bytes: [UInt8] { id.map { Array($0.text.utf8) } ?? odd }

    static func < (left: RowKey, right: RowKey) -> Bool {
        if let leftID = left.id, let rightID = right.id { return leftID < rightID }
        return left.bytes.lexicographicallyPrecedes(right.bytes)
    }
}

/// A row that an index has named.
struct PickedRow: Sendable {
    let key: RowKey
    let rowID: Int64
}
