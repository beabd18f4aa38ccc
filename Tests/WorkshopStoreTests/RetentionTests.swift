import Testing
import WorkshopModel
import WorkshopStore

@Suite("Retention")
struct RetentionTests {
    @Test("deletes what is old in slices and keeps the counts true")
    func slices() async throws {
        let store = try TestStore { $0.retentionDays = 30 }
        let draft = try store.draft("old")
        for _ in 0..<1_499 { store.store.publish(draft) { _ in } }
        let newestOld = try await store.publish("old")
        store.clock.advance(milliseconds: 30 * TestClock.day + 1)
        let kept = try await store.publish("new")
        #expect(try await store.ask { $0.prune(completion: $1) } == 1_500)
        #expect(store.recorder.prunedThrough.count > 1)
        #expect(store.recorder.prunedThrough.last == newestOld.id)
        #expect(try await store.replay(after: .zero) == [kept])
        #expect(try await store.counts().messages == 1)
        let rows = try store.raw().rows("SELECT type, messages FROM workshop_counts")
        #expect(rows == [["new", "1"]])
    }

    @Test("lets other writes in between its slices")
    func interleaving() async throws {
        let gate = Gate()
        let store = try TestStore(recorder: Recorder(holdingPruning: gate)) {
            $0.retentionDays = 1
        }
        let draft = try store.draft()
        for _ in 0..<999 { store.store.publish(draft) { _ in } }
        try await store.publish()
        store.clock.advance(milliseconds: 2 * TestClock.day)
        let pruning = Pending { store.store.prune(completion: $0) }
        gate.waitUntilReached()
        let publishing = Pending { store.store.publish(draft, completion: $0) }
        gate.open()
        #expect(try await pruning.answer.get() == 1_000)
        let told = store.recorder.messagesAtPruning
        #expect(told.first == 1_000 && told.dropFirst().allSatisfy { $0 == 1_001 })
        #expect(told.count > 2)
        #expect(try await store.replay(after: .zero) == [try await publishing.answer.get()])
    }

    @Test("keeps everything when it is off")
    func off() async throws {
        let store = try TestStore { $0.retentionDays = 0 }
        try await store.publish()
        store.clock.advance(milliseconds: 4_000 * TestClock.day)
        #expect(try await store.ask { $0.prune(completion: $1) } == 0)
        #expect(try await store.counts().messages == 1)
    }

    @Test("keeps what is young by either its id or its ts, and takes odd rows by their ts")
    func oddRows() async throws {
        let store = try TestStore { $0.retentionDays = 1 }
        store.clock.advance(milliseconds: 10 * TestClock.day)
        try await store.publish()
        let now = store.clock.now
        let raw = try store.raw()
        let oldID = ULID(firstOf: now.adding(milliseconds: -5 * TestClock.day)).text
        let youngID = ULID(firstOf: now.adding(milliseconds: -1_000)).text
        let oldTime = now.adding(milliseconds: -3 * TestClock.day).seconds
        try raw.insertMessage(id: oldID, ts: now.seconds, from: "1")
        try raw.insertMessage(id: youngID, ts: oldTime, from: "2")
        try raw.insertMessage(id: "OLDMSG", ts: oldTime, from: "3")
        try raw.insertMessage(id: "OLDMSG2", ts: now.seconds, from: "4")
        try raw.insertMessage(id: "0", ts: oldTime, from: "5")
        #expect(try await store.ask { $0.prune(completion: $1) } == 2)
        let left = try raw.rows("SELECT from_id FROM messages ORDER BY from_id").map { $0[0] }
        #expect(left == ["1", "2", "4", "alice"])
    }

    @Test("heartbeats go after a week")
    func heartbeats() async throws {
        let store = try TestStore()
        let beat = PresenceBeat(from: AgentName(unchecked: "ann"))
        _ = try await store.ask { $0.beat(beat, completion: $1) }
        store.clock.advance(milliseconds: 7 * TestClock.day)
        _ = try await store.ask { $0.prune(completion: $1) }
        #expect(try store.raw().value("SELECT count(*) FROM presence") == "1")
        store.clock.advance(milliseconds: 1)
        _ = try await store.ask { $0.prune(completion: $1) }
        #expect(try store.raw().value("SELECT count(*) FROM presence") == "0")
    }

    @Test("agents are here for a minute, by the wall clock")
    func presence() async throws {
        let store = try TestStore()
        for name in ["bob", "ann"] {
            let beat = PresenceBeat(
                from: AgentName(unchecked: name), channels: [ChannelName(unchecked: "c")],
                meta: try JSONText(parsing: #"{"x":1.0}"#.utf8))
            _ = try await store.ask { $0.beat(beat, completion: $1) }
        }
        let here = try await store.ask { $0.presence(byteLimit: 65_536, completion: $1) }.elements
        #expect(here.map(\.agent.text) == ["ann", "bob"])
        #expect(here[0].channels == ["c"] && here[0].meta.text == #"{"x":1.0}"#)
        #expect(try await store.counts().agentsLive == 2)
        store.clock.advance(milliseconds: -TestClock.hour)
        #expect(try await store.counts().agentsLive == 0)
        store.clock.advance(milliseconds: TestClock.hour + 60_000)
        #expect(try await store.counts().agentsLive == 0)
    }
}
