import Arguments
import WorkshopClient
import WorkshopModel

/// What one `workshop tail` follows, and where it begins.
struct TailSession: Sendable {
    private enum Start: Sendable {
        case now
        case since(PointInTime)
        /// The newest that are there come first.
        case newest(Int)
    }

    private let invocation: Invocation
    private let workshop: RemoteWorkshop
    private let filter: MessageFilter
    private let start: Start
    /// Messages to show before the end; `nil` for no end.
    private let count: Int?
    private let isStrict: Bool

    init(_ invocation: Invocation) throws(UsageError) {
        let parsed = invocation.parsed
        self.invocation = invocation
        workshop = try invocation.workshop()
        filter = try MessageFilter(parsed)
        start = try TailSession.start(invocation)
        count = try parsed.option("count").value(as: .integer(in: 1...Int.max))
        isStrict = parsed.flag("strict")
    }

    private static func start(_ invocation: Invocation) throws(UsageError) -> Start {
        let parsed = invocation.parsed
        let newest = try parsed.option("number").value(as: .integer(in: 0...Limits.history))
        let since = try parsed.option("since").value(
            as: .pointInTime(now: invocation.surroundings.now()))
        switch (newest, since) {
        case (.some, .some): throw parsed.usageError("'-n' and '--since' exclude each other")
        case (let newest?, nil): return newest == 0 ? .now : .newest(newest)
        case (nil, let since?): return .since(since)
        case (nil, nil): return .now
        }
    }

    /// Returns after ``count`` messages.
    func run() async throws {
        var printer = MessagePrinter(invocation)
        var left = count ?? .max
        var cursor: ULID?
        switch start {
        case .now: break
        case .since(let point): cursor = try await id(of: point)
        case .newest(let number):
            cursor = try await showNewest(number, &printer, &left)
            if left == 0 { return }
        }
        try await follow(from: cursor, &printer, &left)
    }

    /// The id to follow from. A moment after the newest message is where the newest message is:
    /// the server has never given an id of that moment, and would call it a gap.
    private func id(of point: PointInTime) async throws -> ULID {
        guard case .moment = point else { return point.id }
        let status = try await workshop.status()
        let newest = status.lastID.map { ULID($0) ?? .greatest } ?? .zero
        return min(point.id, newest)
    }

    /// Shows the newest messages that are there, as far as the count allows.
    ///
    /// - Returns: where live goes on; the beginning when there was none, so that nothing falls
    ///   between.
    private func showNewest(
        _ number: Int, _ printer: inout MessagePrinter, _ left: inout Int
    ) async throws -> ULID {
        var cursor = ULID.zero
        for try await line in workshop.history(HistoryQuery(filter: filter, extent: .last(number)))
        {
            try printer.print(line)
            // Rows that others put in may have ids that are no cursors.
            cursor = ULID(try Envelope(parsing: line).id) ?? cursor
            left -= 1
            if left == 0 { break }
        }
        return cursor
    }

    private func follow(
        from cursor: ULID?, _ printer: inout MessagePrinter, _ left: inout Int
    ) async throws {
        var isLost = false
        for try await event in workshop.follow(StreamQuery(filter: filter, cursor: cursor)) {
            switch event {
            case .message(let line, _):
                try printer.print(line)
                left -= 1
                if left == 0 { return }
            case .cursor: break
            case .gap(let gap):
                if isStrict { throw CommandFailure.gap(gap) }
                invocation.remark(GapText.of(gap))
            case .disconnected(let error, _):
                if !isLost { invocation.remark("\(error.message); trying again") }
                isLost = true
            case .connected:
                if isLost { invocation.remark("connected again") }
                isLost = false
            }
        }
    }
}
