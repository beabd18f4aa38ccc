import Testing
import WorkshopModel
import WorkshopStore

@Suite("Rows that others put in")
struct OddRowsTests {
    @Test("odd ids show first in plain history, and nowhere else")
    func places() async throws {
        let store = try TestStore()
        var valid: [String] = []
        for _ in 0..<5 { valid.append(try await store.publish().id.text) }
        let raw = try store.raw()
        // Below the mark, above it, and outside of every order.
        for id in ["", "0", "01", "7ZZZZZZZZZZZZZZZZZZZZZZZZZ", "OLDMSG123", "zz"] {
            try raw.insertMessage(id: id)
        }
        try raw.execute("INSERT INTO messages VALUES(NULL,1,'a','general','t',1,'{}','[]',NULL)")
        let general = MessageFilter(channels: [ChannelName(unchecked: "general")])
        for filter in [MessageFilter.everything, general] {
            let all = try await store.ids(HistoryQuery(filter: filter, extent: .last(100)))
            #expect(all.suffix(5) == valid[...])
            #expect(
                all.dropLast(5).suffix(5)
                    == ["0", "01", "7ZZZZZZZZZZZZZZZZZZZZZZZZZ", "OLDMSG123", "zz"])
            #expect(all.count == 12)
            let seven = try await store.ids(HistoryQuery(filter: filter, extent: .last(7)))
            #expect(seven == ["OLDMSG123", "zz"] + valid)
            let three = try await store.ids(HistoryQuery(filter: filter, extent: .last(3)))
            #expect(three == Array(valid.suffix(3)))
            let first = try await store.ids(HistoryQuery(filter: filter, extent: .first(100)))
            #expect(first == valid)
            let since = try await store.ids(
                HistoryQuery(filter: filter, extent: .last(100), since: .zero))
            #expect(since == valid)
            let before = try await store.ids(
                HistoryQuery(filter: filter, extent: .last(100), before: .greatest))
            #expect(before == valid)
            #expect(try await store.replay(after: .zero, filter: filter).map(\.id.text) == valid)
        }
    }

    @Test("what is published while a history is picked is no row of others")
    func publishedMeanwhile() async throws {
        let store = try TestStore()
        async let published: Void = {
            for _ in 0..<600 { try await store.publish() }
        }()
        for _ in 0..<200 {
            let ids = try await store.ids(HistoryQuery(extent: .last(10_000)))
            #expect(ids == ids.sorted())
        }
        try await published
    }

    @Test("ids go on from the mark, not from what was put in")
    func marksStay() async throws {
        let store = try TestStore()
        let first = try await store.publish()
        try store.raw().insertMessage(id: "7ZZZZZZZZZZZZZZZZZZZZZZZZY")
        let second = try await store.publish()
        #expect(second.id == first.id.successor)
        let page = try await store.page(after: first.id)
        #expect(page.messages == [second] && page.isLast && page.reachedThrough == second.id)
    }

    @Test("a row with an id that fits shows in replay and history")
    func fittingRow() async throws {
        let store = try TestStore()
        try await store.publish()
        store.clock.advance(milliseconds: 5)
        let between = ULID(firstOf: store.clock.now)
        store.clock.advance(milliseconds: 5)
        try await store.publish()
        try store.raw().insertMessage(id: between.text)
        #expect(try await store.replay(after: .zero).map(\.id)[1] == between)
        #expect(try await store.ids(HistoryQuery(extent: .last(9)))[1] == between.text)
    }

    @Test(
        "every row becomes one line of valid JSON",
        arguments: [
            ("'{\"a\":\n 1}'", #"{"a":1}"#),
            ("'not json'", #""not json""#),
            ("''", #""""#),
            ("'{\"a\":1'", #""{\"a\":1""#),
            ("x'ff61'", "\"\u{FFFD}a\""),
            ("CAST(x'22ff22' AS TEXT)", "\"\\\"\u{FFFD}\\\"\""),
            ("7", "7"),
            ("'\"a\nb\"'", #""\"a\nb\"""#),
        ])
    func bodies(sql: String, expected: String) async throws {
        let store = try TestStore()
        let raw = try store.raw()
        try raw.execute(
            "INSERT INTO messages VALUES('odd',1.25,'a','c','t','x',\(sql),'{}',NULL)")
        let lines = try await store.history(HistoryQuery(extent: .last(1)))
        #expect(
            lines == [
                #"{"id":"odd","ts":1.250,"from":"a","ch":"c","type":"t","v":1,"body":"#
                    + expected + #","files":[],"reply_to":null}"#
            ])
    }

    @Test("a body that is nested as deep as the envelope allows is JSON, one deeper is a text")
    func depth() async throws {
        let store = try TestStore()
        let raw = try store.raw()
        for (id, depth) in [("a", 255), ("b", 256)] {
            let body =
                String(repeating: "[", count: depth) + String(repeating: "]", count: depth)
            try raw.insertMessage(id: id, body: body)
        }
        let lines = try await store.history(HistoryQuery(extent: .last(2)), byteLimit: 1 << 20)
        let kinds = try lines.map { try JSONText(parsing: $0.utf8)["body"]?.kind }
        #expect(kinds == [.array, .string])
    }

    @Test("files that are no array of strings become what strings there are")
    func files() async throws {
        let store = try TestStore()
        let raw = try store.raw()
        for (id, files) in [("a", #"["x",1,"y"]"#), ("b", "nonsense"), ("c", #""x""#)] {
            try raw.execute(
                "INSERT INTO messages VALUES('\(id)',1,'a','c','t',1.5,'{}','\(files)','r')")
        }
        let lines = try await store.history(HistoryQuery(extent: .last(3)))
        let found = try lines.map { try JSONText(parsing: $0.utf8)["files"]?.text }
        #expect(found == [#"["x","y"]"#, "[]", "[]"])
    }

    @Test("counts become true after others insert and delete", .timeLimit(.minutes(1)))
    func counts() async throws {
        let store = try TestStore()
        for number in 0..<10 { try await store.publish(ch: number < 5 ? "a" : "b") }
        let task = try await store.createTask()
        try await store.countsBecome(messages: 11, tasks: 1)
        let raw = try store.raw()
        try raw.execute("DELETE FROM messages WHERE ch = 'b'")
        try raw.insertMessage(id: "odd1", ch: "new")
        try raw.insertMessage(id: "odd2", ch: "new")
        try raw.execute("DELETE FROM tasks")
        try await store.countsBecome(messages: 8, tasks: 0)
        let channels = try await store.ask { $0.channels(completion: $1) }
        #expect(channels.map(\.channel.text) == ["a", "new", "tasks"])
        #expect(channels.map(\.messages) == [5, 2, 1])
        #expect(channels[1].lastID == nil)
        let filter = MessageFilter(typePrefix: TypePrefix("msg."))
        #expect(try await store.ids(HistoryQuery(filter: filter, extent: .last(9))).count == 7)
        await #expect(throws: APIError.self) { try await store.task(task.id) }
    }

    @Test("what changed while no store ran is counted", .timeLimit(.minutes(1)))
    func countsAfterRestart() async throws {
        let folder = try TemporaryFolder()
        let first = try TestStore(in: folder)
        try await first.publish()
        first.store.close()
        try RawDatabase(folder.file("workshop.db")).insertMessage(id: "odd")
        let second = try TestStore(in: folder)
        try await second.countsBecome(messages: 2, tasks: 0)
    }

    @Test("somebody else's lock delays a write and does not fail it")
    func foreignLock() async throws {
        let store = try TestStore()
        let raw = try store.raw()
        try raw.execute("BEGIN IMMEDIATE")
        let draft = try store.draft()
        let pending = Pending { store.store.publish(draft, completion: $0) }
        // Answered by readers while the writer waits.
        for _ in 0..<20 { #expect(try await store.counts().messages == 0) }
        #expect(store.recorder.messages.isEmpty)
        try raw.execute("COMMIT")
        _ = try await pending.answer.get()
        #expect(store.recorder.messages.count == 1)
    }

    @Test("a close does not wait for somebody else's lock")
    func closeWhileLocked() async throws {
        let store = try TestStore()
        let raw = try store.raw()
        try raw.execute("BEGIN IMMEDIATE")
        let draft = try store.draft()
        let pending = Pending { store.store.publish(draft, completion: $0) }
        store.store.close()
        #expect(await pending.failure?.code == .unavailable)
        try raw.execute("COMMIT")
    }
}
