import Testing
import WorkshopModel
import WorkshopStore

@Suite("Publishing")
struct PublishTests {
    @Test("ids and the observer's order are the order of submission")
    func order() async throws {
        let store = try TestStore()
        let drafts = try (0..<300).map { try store.draft(body: "\($0)") }
        let pending = drafts.map { draft in
            Pending { store.store.publish(draft, completion: $0) }
        }
        var answers: [Message] = []
        for answer in pending { answers.append(try await answer.answer.get()) }
        let told = store.recorder.messages
        #expect(told.map(\.id) == told.map(\.id).sorted())
        #expect(answers == told)
        let bodies = try told.map { try JSONText(parsing: $0.line)["body"]?.integer }
        #expect(bodies == (0..<300).map { Int64($0) })
    }

    @Test("what waits while the writer works is stored in one batch")
    func batch() async throws {
        let gate = Gate()
        let store = try TestStore(recorder: Recorder(holding: gate))
        let draft = try store.draft()
        store.store.publish(draft) { _ in }
        gate.waitUntilReached()
        for _ in 0..<99 { store.store.publish(draft) { _ in } }
        gate.open()
        try await store.publish()
        let sizes = store.recorder.batches.map(\.count)
        #expect(sizes[0..<2] == [1, 99] || sizes[0..<2] == [1, 100])
    }

    @Test("the observer hears of a message before its sender does")
    func observerFirst() async throws {
        let store = try TestStore()
        let recorder = store.recorder
        let draft = try store.draft()
        let toldBefore = await withCheckedContinuation { continuation in
            store.store.publish(draft) { answer in
                let id = try? answer.get().id
                continuation.resume(returning: recorder.messages.contains { $0.id == id })
            }
        }
        #expect(toldBefore)
    }

    @Test("ids and ts go on when the clock is set back, over a restart too")
    func clockSetBack() async throws {
        let folder = try TemporaryFolder()
        let clock = TestClock()
        var told: [Message] = []
        for _ in 0..<3 {
            let store = try TestStore(in: folder, clock: clock)
            told.append(try await store.publish())
            clock.advance(milliseconds: -TestClock.hour)
            told.append(try await store.publish())
            #expect(store.store.committedThrough == told.last?.id)
            store.store.close()
            clock.advance(milliseconds: -TestClock.hour)
        }
        #expect(zip(told, told.dropFirst()).allSatisfy { $0.id < $1.id })
        #expect(zip(told, told.dropFirst()).allSatisfy { $0.timestamp <= $1.timestamp })
    }

    @Test("a message comes back byte for byte as it was told")
    func exactBytes() async throws {
        let store = try TestStore()
        let body = #"{"b":1.0,"a":12345678901234567890,"x":"\u0000\ud800é😀","e":1e400}"#
        let message = try await store.publish(body: body)
        let page = try await store.page(after: .zero)
        let history = try await store.history(HistoryQuery(extent: .last(1)))
        #expect(page.messages == [message])
        #expect(history == [String(decoding: message.line, as: UTF8.self)])
        #expect(history[0].contains("\"body\":\(body),"))
    }

    @Test("only the guilty write of a batch fails")
    func rollbackIsolation() async throws {
        let gate = Gate()
        let store = try TestStore(recorder: Recorder(holding: gate))
        try store.raw().execute(
            "CREATE TRIGGER t BEFORE INSERT ON messages WHEN new.type = 'boom' "
                + "BEGIN SELECT RAISE(ROLLBACK, 'boom'); END")
        let good = try store.draft()
        let bad = try store.draft("boom")
        store.store.publish(good) { _ in }
        gate.waitUntilReached()
        let pending = (0..<9).map { number in
            Pending { store.store.publish(number == 4 ? bad : good, completion: $0) }
        }
        gate.open()
        var failures: [Int: APIError] = [:]
        for (number, answer) in pending.enumerated() { failures[number] = await answer.failure }
        #expect(failures.keys.sorted() == [4])
        #expect(failures[4]?.code == .internalError)
        #expect(failures[4]?.message.contains("INSERT") == false)
        let told = store.recorder.messages
        #expect(told.count == 9)
        #expect(try await store.ids(HistoryQuery(extent: .last(20))) == told.map(\.id.text))
        #expect(try await store.counts().messages == 9)
    }

    @Test("an id that somebody has put in above the mark is passed over")
    func collision() async throws {
        let store = try TestStore()
        let first = try await store.publish()
        let next = try #require(first.id.successor)
        try store.raw().insertMessage(id: next.text)
        let second = try await store.publish()
        #expect(second.id > next)
        #expect(try await store.replay(after: first.id).map(\.id) == [next, second.id])
    }

    @Test("what was submitted before a close is stored; what comes after is refused")
    func close() async throws {
        let folder = try TemporaryFolder()
        let gate = Gate()
        let store = try TestStore(in: folder, recorder: Recorder(holding: gate))
        let draft = try store.draft()
        for _ in 0..<50 { store.store.publish(draft) { _ in } }
        gate.waitUntilReached()
        gate.open()
        store.store.close()
        await #expect(throws: APIError(.unavailable, "the store is closed")) {
            try await store.publish()
        }
        await #expect(throws: APIError(.unavailable, "the store is closed")) {
            try await store.counts()
        }
        #expect(try store.raw().value("SELECT count(*) FROM messages") == "50")
        #expect(try TestStore(in: folder).raw().value("SELECT 1") == "1")
    }
}
