import WorkshopModel

/// Which positions belong to the bytes that a pipe may still hold, so that those its reader never
/// took can be taken back.
struct PipeLedger: Sendable {
    private struct Entry {
        /// Bytes that were written when the position was reached.
        var written: Int
        var position: ULID
    }

    /// Beyond this many entries, those that have surely been read are forgotten.
    private static let roomy = 4_096

    private var written = 0
    private var entries: [Entry] = []

    /// Positions that are remembered.
    var count: Int { entries.count }

    /// Takes note that so many bytes more were written, and that everything up to the position is
    /// among them.
    ///
    /// - Parameter capacity: bytes that the pipe holds at most; asked now and then.
    mutating func reach(_ position: ULID, bytes: Int, capacity: () -> Int) {
        written += bytes
        if entries.last?.written == written { entries.removeLast() }
        entries.append(Entry(written: written, position: position))
        guard entries.count >= PipeLedger.roomy else { return }
        let surelyRead = written - capacity()
        // The last of those is where a reader that took nothing more stands.
        let kept = entries.firstIndex { $0.written > surelyRead } ?? entries.endIndex
        entries.removeFirst(max(0, kept - 1))
    }

    /// Takes note of bytes that are part of something whose rest will not be written.
    mutating func add(bytes: Int) { written += bytes }

    /// Where a reader stands that has left so many bytes in the pipe; `nil` before the first
    /// position.
    func position(unread: Int) -> ULID? {
        entries.last { $0.written <= written - unread }?.position
    }
}
