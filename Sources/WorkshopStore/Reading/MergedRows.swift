import WorkshopModel

/// The rows of several sources as one list in id order: a k-way merge over a binary heap.
///
/// Costs O(log n) a source and O(log k) a row, and reads of each source hardly more than it
/// gives. Valid within one transaction.
struct MergedRows {
    private var sources: [RowSource]
    /// Sources that have a row, the one whose row comes next first.
    private var heap: [Entry] = []
    private let isDescending: Bool
    private let connection: Connection

    private struct Entry {
        var row: PickedRow
        let source: Int
    }

    init(
        _ kinds: [RowSource.Kind], _ range: IDRange, on connection: Connection
    ) throws(SQLiteError) {
        sources = kinds.map { RowSource($0, range, isAlone: kinds.count == 1) }
        isDescending = range.isDescending
        self.connection = connection
        for index in sources.indices {
            if let row = try sources[index].head(on: connection) {
                heap.append(Entry(row: row, source: index))
            }
        }
        for index in heap.indices.reversed() { sink(index) }
    }

    mutating func next() throws(SQLiteError) -> PickedRow? {
        guard let top = heap.first else { return nil }
        sources[top.source].dropHead()
        if let row = try sources[top.source].head(on: connection) {
            heap[0].row = row
        } else {
            heap.swapAt(0, heap.count - 1)
            heap.removeLast()
        }
        sink(0)
        return top.row
    }

    private func precedes(_ left: Int, _ right: Int) -> Bool {
        isDescending
            ? heap[right].row.key < heap[left].row.key
            : heap[left].row.key < heap[right].row.key
    }

    private mutating func sink(_ start: Int) {
        var index = start
        while true {
            var first = index
            for child in [2 * index + 1, 2 * index + 2]
            where child < heap.count && precedes(child, first) {
                first = child
            }
            if first == index { return }
            heap.swapAt(first, index)
            index = first
        }
    }
}
