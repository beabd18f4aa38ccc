import Foundation
import Testing
import WorkshopModel

/// Rows that people put in and take out with `sqlite3` disturb no stream, no cursor, no count.
@Suite struct ForeignRowsPromise {
    /// None is a valid id up to the mark.
    private static func oddIDs(_ round: Int, now: Int64) -> [String] {
        let id = EarlierDatabase.id(at: now)
        return [
            "OLDMSG123\(round)", "", "0", "msg-\(UUID())", id.lowercased(), "8\(id.dropFirst())",
            "\(id.dropLast())U", "\(id)0", "7\(String(repeating: "Z", count: 24))\(round % 10)",
            EarlierDatabase.id(at: now + 3_600_000), EarlierDatabase.id(at: now + 90_000_000),
        ]
    }

    @Test func `sqlite3 inserting and deleting disturbs no stream, cursor or count`() async throws {
        let earlier = try await EarlierDatabase()
        let now = Int64(Date().timeIntervalSince1970 * 1_000)
        var rows = Rows(valid: earlier.ids)
        // These are there before the first start, and the greatest in the table for a while.
        rows.odd = [ULID.greatest.text, EarlierDatabase.id(at: now + 172_800_000)]
        try await earlier.run(rows.odd.map { EarlierDatabase.insertion($0, at: now) }.joined())
        let server = try await RunningServer(in: earlier.folder, patience: PromiseSize.patience)
        let port = server.port

        let taken = Tally()
        async let all = Self.follow(port: port, .lines, after: ULID.zero.text, taken: taken)
        try await taken.waits(for: earlier.ids.count)
        let live = Tally()
        async let new = Self.follow(port: port, .events, after: nil, taken: live)
        try await server.waitForSubscribers(2)

        let tally = Tally()
        async let load = onThread { publish(port: port, as: "one", tally: tally, notAheadOf: live) }
        async let more = onThread { publish(port: port, as: "two", tally: tally, notAheadOf: live) }
        for round in 1...PromiseSize.pick(small: 3, full: 30) {
            try await tally.waits(for: tally.value + 40)
            try await change(&rows, of: earlier, round: round, now: now)
        }
        tally.end()
        live.end()
        let published = try await [load, more]
        let end = try await server.ask("POST", "/ch/a", #"{"from":"one","type":"the.end"}"#)
        let ending = try #require(try JSONText(parsing: end.body)["id"]?.string)
        let ids = published.flatMap(\.answered).map(\.id).sorted() + [ending]
        #expect(published.allSatisfy { $0.refusals.isEmpty && $0.unanswered == nil })
        #expect(difference(try await new, ids) == nil)
        #expect(difference(try await all, earlier.ids + ids) == nil)
        rows.valid += ids
        try await check(rows, on: server, of: earlier)
        #expect(await server.stop() == .status(0))

        let again = try await RunningServer(in: earlier.folder)
        let next = try await again.run("pub", "a", "x").member("id")
        #expect(next > ending && next < EarlierDatabase.id(at: now + 3_600_000))
        rows.valid.append(next)
        try await check(rows, on: again, of: earlier)
        PromiseSize.report(
            "rows of others: \(rows.inserted) inserted, \(rows.deleted) deleted, "
                + "\(ids.count) published meanwhile, each once and in order on both streams")
    }

    private struct Rows {
        var valid: [String]
        var odd: [String] = []
        var inserted = 0
        var deleted = 0
    }

    /// What scripts do; the last is the earlier implementation's own clean-up.
    private func change(
        _ rows: inout Rows, of earlier: EarlierDatabase, round: Int, now: Int64
    ) async throws {
        // An hour old and valid: above some cursors and below others.
        let fitting = EarlierDatabase.id(
            at: earlier.firstTime + Int64.random(in: 900_000...990_000))
        let odd = Self.oddIDs(round, now: now).filter { !rows.odd.contains($0) }
        try await earlier.run(
            (odd + [fitting]).map { EarlierDatabase.insertion($0, at: now) }.joined())
        let gone = [rows.odd.randomElement(), rows.valid.randomElement()].compactMap(\.self)
        try await earlier.run(
            "DELETE FROM messages WHERE id IN (\(gone.map { "'\($0)'" }.joined(separator: ",")));")
        let cut = earlier.firstTime + Int64(round * 20) * 1_000
        try await earlier.run("DELETE FROM messages WHERE ts < \(Double(cut) / 1_000);")
        let cleaned = Set(earlier.ids.prefix(round * 20) + gone)
        rows.inserted += odd.count + 1
        let before = rows.valid.count + rows.odd.count + odd.count + 1
        rows.valid = (rows.valid + [fitting]).filter { !cleaned.contains($0) }.sorted()
        rows.odd = (rows.odd + odd).filter { !cleaned.contains($0) }
        rows.deleted += before - rows.valid.count - rows.odd.count
    }

    private func check(
        _ rows: Rows, on server: RunningServer, of earlier: EarlierDatabase
    ) async throws {
        let lines = try await server.wholeHistory(page: 500)
        #expect(difference(lines.map(messageID), rows.valid) == nil)
        let before = try await server.ask(
            "GET", "/history?n=10000&before=\(ULID.greatest.text)")
        #expect(difference(before.ids, rows.valid.suffix(10_000)) == nil)
        let plain = try await server.ask("GET", "/history?n=10000").ids
        let shown = rows.odd.count + rows.valid.count
        #expect(plain.count == min(shown, 10_000))
        if shown <= 10_000 {
            #expect(difference(plain.suffix(rows.valid.count), rows.valid) == nil)
            #expect(Set(plain.prefix(rows.odd.count)) == Set(rows.odd))
        }
        let replayed = try await Self.follow(
            port: server.port, .events, after: ULID.zero.text, taken: Tally(),
            through: try #require(rows.valid.last))
        #expect(difference(replayed, rows.valid) == nil)
        #expect(try await server.countsBecome(messages: shown, tasks: 3))
        let counts = try await earlier.run(
            "SELECT ch || ' ' || count(*) FROM messages GROUP BY ch ORDER BY ch;")
        let channels = try JSONText(parsing: try await server.ask("GET", "/channels?detail=1").body)
        #expect(
            channels.elements?.map {
                "\($0["ch"]?.string ?? "") \($0["messages"]?.integer ?? -1)"
            } == counts)
    }

    /// Reads a stream up to one message: the one that says so, or the one with an id.
    private static func follow(
        port: Int, _ format: StreamFormat, after cursor: String?, taken: Tally,
        through last: String = "the.end"
    ) async throws -> [String] {
        try await onThread {
            let stream = try OpenStream(port: port, format, after: cursor)
            var seen = 0
            while true {
                taken.add(stream.messages.count - seen)
                seen = stream.messages.count
                if let line = stream.messages.last, line.contains(last) { break }
                try #require(try stream.read())
            }
            return stream.messages.map(messageID)
        }
    }
}

extension PlainConnection.Answer {
    fileprivate var ids: [String] { text.split(separator: "\n").map { messageID(String($0)) } }
}
