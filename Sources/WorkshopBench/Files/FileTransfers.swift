/// The files that are still to be moved in one direction, and what was moved; shared by the
/// connections that do it.
final class FileTransfers {
    private let count: Int
    private var next = 0
    private(set) var figures = TransferFigures()

    init(_ count: Int) { self.count = count }

    var isFinished: Bool { figures.files == count }

    /// The number of the next file; `nil` when there is none left.
    func take() -> Int? {
        guard next < count else { return nil }
        defer { next += 1 }
        return next
    }

    func finished(bytes: Int, after nanoseconds: Int64) {
        figures.bytes += bytes
        figures.latencies.record(nanoseconds)
    }
}
