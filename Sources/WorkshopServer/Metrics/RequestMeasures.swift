import WorkshopMetrics

/// The requests of one event loop, which alone records them.
final class RequestMeasures: Sendable {
    /// Requests of one kind.
    private final class Row: Sendable {
        let statuses = TallyRow()
        let durations = Histogram(.durations)
    }

    /// By ``RequestKind/place``.
    private let rows = RequestKind.all.map { _ in Row() }

    /// A request was answered.
    ///
    /// - Parameter nanoseconds: from the end of its head to its answer, or a stream's beginning;
    ///   `nil` for one that could not be read.
    func record(_ kind: RequestKind, status: Int, nanoseconds: Int64?) {
        let row = rows[kind.place]
        row.statuses.add(at: AnswerStatus.place(of: status))
        if let nanoseconds { row.durations.record(Int(nanoseconds)) }
    }

    /// How many requests of a kind had each status, those that none had left out.
    func statuses(_ kind: RequestKind) -> [Int: Int] {
        var counts: [Int: Int] = [:]
        for (place, status) in AnswerStatus.all.enumerated() {
            let count = rows[kind.place].statuses[place]
            if count > 0 { counts[status] = count }
        }
        return counts
    }

    func durations(_ kind: RequestKind) -> HistogramReading { rows[kind.place].durations.reading }
}
