import WorkshopModel

/// Texts of ids between two bounds, both exclusive, and the direction in which to read them.
struct IDRange: Sendable {
    var after: [UInt8]
    /// `nil` is above every text.
    var before: [UInt8]?
    let isDescending: Bool

    /// Everything after one id, up to and including another.
    init(after: ULID, through: ULID, isDescending: Bool) {
        self.after = Array(after.text.utf8)
        // No text stands between a text and the same with a zero byte behind it.
        before = Array(through.text.utf8) + [0]
        self.isDescending = isDescending
    }

    /// Everything between two ids.
    init(after: ULID, before: ULID, isDescending: Bool) {
        self.after = Array(after.text.utf8)
        self.before = Array(before.text.utf8)
        self.isDescending = isDescending
    }

    /// Everything above an id.
    init(above id: ULID, isDescending: Bool) {
        after = Array(id.text.utf8)
        before = nil
        self.isDescending = isDescending
    }

    /// Leaves out what was read up to a row.
    mutating func advance(past row: RowKey) {
        if isDescending { before = row.bytes } else { after = row.bytes }
    }
}
