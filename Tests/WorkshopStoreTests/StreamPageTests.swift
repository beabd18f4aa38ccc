import Testing
import WorkshopModel
import WorkshopStore

@Suite("Stream pages")
struct StreamPageTests {
    @Test("pages end at their limits, go on where they ended, and the last one says so")
    func paging() async throws {
        let store = try TestStore()
        for _ in 0..<10 { try await store.publish() }
        let told = store.recorder.messages
        let first = try await store.page(after: .zero, rowLimit: 4)
        #expect(first.messages == Array(told[0..<4]))
        #expect(first.reachedThrough == told[3].id && !first.isLast)
        let bytes = told[4].line.count + 1
        let second = try await store.page(after: first.reachedThrough, byteLimit: bytes)
        #expect(second.messages == Array(told[4..<6]))
        let one = try await store.page(after: .zero, byteLimit: 1)
        #expect(one.messages.count == 1)
        let last = try await store.page(after: second.reachedThrough)
        #expect(last.messages == Array(told[6...]))
        #expect(last.isLast && last.reachedThrough == store.store.committedThrough)
    }

    @Test("a filter that matches nothing moves the cursor to the mark")
    func emptyPage() async throws {
        let store = try TestStore()
        for _ in 0..<3 { try await store.publish() }
        let filters = [
            MessageFilter(channels: [ChannelName(unchecked: "none")]),
            MessageFilter(typePrefix: TypePrefix("none")),
            MessageFilter(from: AgentName(unchecked: "none")),
            MessageFilter(notFrom: AgentName(unchecked: "alice")),
        ]
        for filter in filters {
            let page = try await store.page(after: .zero, filter: filter)
            #expect(page.messages.isEmpty && page.isLast)
            #expect(page.reachedThrough == store.store.committedThrough)
        }
    }

    @Test("an empty store has one last page, at the beginning")
    func emptyStore() async throws {
        let page = try await TestStore().page(after: .zero)
        #expect(page.isLast && page.messages.isEmpty && page.gap == nil)
        #expect(page.reachedThrough == .zero)
    }

    @Test("a page looks at so many rows and no more")
    func boundedScan() async throws {
        let store = try TestStore()
        let drafts = try (0..<12_000).map {
            try store.draft(from: $0 == 11_999 ? "rare" : "alice")
        }
        for draft in drafts.dropLast() { store.store.publish(draft) { _ in } }
        let last: Message = try await store.ask { $0.publish(drafts[11_999], completion: $1) }
        let filter = MessageFilter(from: AgentName(unchecked: "rare"))
        let first = try await store.page(after: .zero, filter: filter)
        #expect(first.messages.isEmpty && !first.isLast && first.reachedThrough > .zero)
        #expect(try await store.replay(after: .zero, filter: filter) == [last])
        let history = HistoryQuery(filter: filter, extent: .last(5))
        #expect(try await store.ids(history) == [last.id.text])
    }

    @Test("a cursor above all ids is a gap, and the page begins with the oldest kept")
    func futureCursor() async throws {
        let store = try TestStore()
        let kept = try await store.publish()
        let page = try await store.page(after: .greatest)
        #expect(page.gap == GapNotice(requested: .greatest, firstAvailable: kept.id))
        #expect(page.messages == [kept])
        let other = MessageFilter(channels: [ChannelName(unchecked: "other")])
        let empty = try await store.page(after: .greatest, filter: other)
        #expect(empty.gap == GapNotice(requested: .greatest, firstAvailable: nil))
    }

    @Test("a cursor below what retention has deleted is a gap; the beginning never is")
    func prunedCursor() async throws {
        let store = try TestStore { $0.retentionDays = 1 }
        let old = try await store.publish(ch: "a")
        store.clock.advance(milliseconds: 1_000)
        let deleted = try await store.publish(ch: "b")
        store.clock.advance(milliseconds: TestClock.day + 1)
        let kept = try await store.publish(ch: "a")
        #expect(try await store.ask { $0.prune(completion: $1) } == 2)
        #expect(store.recorder.prunedThrough == [deleted.id])
        // On channel a nothing above the cursor is missing, but nobody can know any more.
        let channel = MessageFilter(channels: [ChannelName(unchecked: "a")])
        let page = try await store.page(after: old.id, filter: channel)
        #expect(page.gap == GapNotice(requested: old.id, firstAvailable: kept.id))
        #expect(page.messages == [kept])
        #expect(try await store.page(after: .zero).gap == nil)
        #expect(try await store.page(after: deleted.id).gap == nil)
    }

    @Test("the gap is remembered over a restart")
    func gapAfterRestart() async throws {
        let folder = try TemporaryFolder()
        let clock = TestClock()
        let first = try TestStore(in: folder, clock: clock) { $0.retentionDays = 1 }
        let oldest = try await first.publish()
        try await first.publish()
        clock.advance(milliseconds: 2 * TestClock.day)
        #expect(try await first.ask { $0.prune(completion: $1) } == 2)
        first.store.close()
        let second = try TestStore(in: folder, clock: clock)
        let page = try await second.page(after: oldest.id)
        #expect(page.gap == GapNotice(requested: oldest.id, firstAvailable: nil))
        #expect(try await second.publish().id > oldest.id)
    }
}
