import Arguments
import WorkshopClient
import WorkshopModel

/// What one `workshop tail` follows, and where it begins.
///
/// A kept cursor moves after what it passes was written, so that whatever ends the process makes
/// at most the one message in hand come again and none be missed.
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
    private let kept: KeptCursor?

    init(_ invocation: Invocation) throws {
        let parsed = invocation.parsed
        self.invocation = invocation
        workshop = try invocation.workshop()
        filter = try MessageFilter(parsed)
        start = try TailSession.start(invocation)
        count = try parsed.option("count").value(as: .integer(in: 1...Int.max))
        isStrict = parsed.flag("strict")
        // Last, so that what is wrong is told before a file is made.
        kept = try TailSession.cursor(invocation, of: workshop)
    }

    private static func cursor(
        _ invocation: Invocation, of workshop: RemoteWorkshop
    ) throws -> KeptCursor? {
        let option = invocation.parsed.option("cursor")
        guard let name = try option.value(as: .cursorName) else { return nil }
        let folder = try StateFolder(of: workshop.address, invocation.surroundings)
        return try KeptCursor(name, in: folder, for: invocation.output)
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
        invocation.surroundings.endWithReader(invocation.output) { kept?.readerHasGone() }
        do {
            try await show()
        } catch let error as ReaderGone {
            kept?.readerHasGone()
            throw error
        }
    }

    private func show() async throws {
        var printer = MessagePrinter(invocation)
        var left = count ?? .max
        let cursor: ULID?
        switch kept?.position.map({ Start.since(.id($0)) }) ?? start {
        // A name that is new must miss nothing from its first moment on.
        case .now: cursor = kept == nil ? nil : try await newest()
        case .since(let point): cursor = try await id(of: point)
        case .newest(let number):
            cursor = try await showNewest(number, &printer, &left)
            if left == 0 { return }
        }
        if let cursor, cursor != kept?.position { try kept?.move(to: cursor) }
        try await follow(from: cursor, &printer, &left)
    }

    /// The id to follow from. A moment after the newest message is where the newest message is:
    /// the server has never given an id of that moment, and would call it a gap.
    private func id(of point: PointInTime) async throws -> ULID {
        guard case .moment = point else { return point.id }
        return min(point.id, try await newest())
    }

    /// The newest id that the server gave; the beginning when there was none.
    private func newest() async throws -> ULID {
        try await workshop.status().lastID.map { ULID($0) ?? .greatest } ?? .zero
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
            // Rows that others put in may have ids that are no cursors.
            cursor = ULID(try Envelope(parsing: line).id) ?? cursor
            try show(line, &printer, upTo: cursor)
            left -= 1
            if left == 0 { break }
        }
        return cursor
    }

    private func show(
        _ line: [UInt8], _ printer: inout MessagePrinter, upTo id: ULID
    ) throws {
        guard let kept else {
            try printer.print(line)
            return
        }
        try kept.move(to: id) { try printer.print(line) }
    }

    private func follow(
        from cursor: ULID?, _ printer: inout MessagePrinter, _ left: inout Int
    ) async throws {
        let remarks = FollowRemarks(invocation)
        for try await event in workshop.follow(StreamQuery(filter: filter, cursor: cursor)) {
            switch event {
            case .message(let line, let id):
                try show(line, &printer, upTo: id)
                left -= 1
                if left == 0 { return }
            case .cursor(let id): try kept?.move(to: id)
            case .gap(let gap) where isStrict: throw CommandFailure.gap(gap)
            case .gap, .disconnected, .connected: remarks.take(event)
            }
        }
    }
}
