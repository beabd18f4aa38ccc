import Testing
import WorkshopModel

@testable import WorkshopServer

@Suite("A subscriber is replaying or live")
struct SubscriberStateTests {
    private func id(_ number: UInt64) -> ULID { ULID(high: 1, low: number) }

    private func expect(
        _ action: SubscriberState.Action, _ wanted: SubscriberState.Action,
        at location: SourceLocation = #_sourceLocation
    ) {
        #expect(action == wanted, sourceLocation: location)
    }

    @Test("a new one without a cursor is live, and skips what was committed before")
    func fresh() {
        let state = SubscriberState(liveAfter: id(5))
        #expect(state.isLive)
        #expect(state.joined == id(5))
        #expect(state.cursor(head: id(3)) == id(5))
        #expect(state.cursor(head: id(9)) == id(9))
    }

    @Test("a resumed one reads pages until the store has nothing more, then goes live")
    func replay() {
        var state = SubscriberState(replayingAfter: id(1))
        expect(state.resume(recent: nil), .readPage(after: id(1)))
        expect(state.resume(recent: nil), .wait)
        expect(state.pageWritten(through: id(4), isLast: false, head: id(9)), .wait)
        expect(state.resume(recent: nil), .readPage(after: id(4)))
        expect(state.pageWritten(through: id(9), isLast: true, head: id(9)), .goLive)
        #expect(state.joined == id(9))
    }

    @Test("does not go live while its loop has handed out more than the page held")
    func behindTheHub() {
        var state = SubscriberState(replayingAfter: id(1))
        _ = state.resume(recent: nil)
        expect(state.pageWritten(through: id(5), isLast: true, head: id(7)), .wait)
        #expect(!state.isLive)
        expect(state.resume(recent: id(4)...id(7)), .feedRecent(after: id(5)))
        expect(state.recentWritten(through: id(6), head: id(7)), .wait)
        expect(state.resume(recent: id(4)...id(7)), .feedRecent(after: id(6)))
        expect(state.recentWritten(through: id(7), head: id(7)), .goLive)
    }

    @Test("goes live ahead of its loop when the page held more than the loop has handed out")
    func aheadOfTheHub() {
        var state = SubscriberState(replayingAfter: id(1))
        _ = state.resume(recent: nil)
        expect(state.pageWritten(through: id(8), isLast: true, head: id(7)), .goLive)
        #expect(state.joined == id(8), "what comes up to here was written")
    }

    @Test("with a cursor above all ids begins anew, and is live below that cursor")
    func cursorAboveAll() {
        var state = SubscriberState(replayingAfter: .greatest)
        expect(state.resume(recent: nil), .readPage(after: .greatest))
        expect(state.pageWritten(through: id(7), isLast: true, head: id(7)), .goLive)
        #expect(state.joined == id(7))
    }

    @Test("goes back to the store when the recent messages do not reach back to its cursor")
    func tooFarBehind() {
        var state = SubscriberState(liveAfter: id(2))
        state.fallBehind(head: id(3))
        expect(state.resume(recent: id(4)...id(9)), .readPage(after: id(3)))
    }

    @Test("one that falls behind keeps the newest id it was handed")
    func fallsBehind() {
        var state = SubscriberState(liveAfter: id(2))
        state.fallBehind(head: id(5))
        #expect(!state.isLive)
        #expect(state.cursor(head: id(9)) == id(5))
        var ahead = SubscriberState(liveAfter: id(8))
        ahead.fallBehind(head: id(5))
        #expect(ahead.cursor(head: id(9)) == id(8))
    }

    @Test("a closed one does nothing")
    func closed() {
        var state = SubscriberState(replayingAfter: id(1))
        _ = state.resume(recent: nil)
        state.close()
        expect(state.pageWritten(through: id(9), isLast: true, head: id(9)), .wait)
        expect(state.resume(recent: nil), .wait)
        #expect(state.cursor(head: id(9)) == nil)
    }
}

@Suite("Recent messages")
struct RecentMessagesTests {
    private func message(_ number: UInt64, bytes: Int = 10) -> Message {
        Message(
            id: ULID(high: 1, low: number), timestamp: Timestamp(milliseconds: 0),
            channel: .tasks, from: AgentName(unchecked: "a"), type: .taskDone,
            line: [UInt8](repeating: 0, count: bytes))
    }

    private func id(_ number: UInt64) -> ULID { ULID(high: 1, low: number) }

    @Test("hold everything above the floor")
    func floor() {
        var recent = RecentMessages(after: id(0), countLimit: 3, byteLimit: 1_000)
        for number in 1...10 as ClosedRange<UInt64> {
            recent.append([message(number)])
            #expect(recent.newest == id(number))
            let kept = recent.after(recent.floor).map(\.id.low)
            #expect(kept == Array((recent.floor.low + 1)...number))
            #expect(kept.count <= 3)
        }
        #expect(recent.floor == id(7))
        #expect(recent.after(id(9)).map(\.id.low) == [10])
        #expect(recent.after(id(10)).isEmpty)
    }

    @Test("are bounded in bytes, a single large one too")
    func bytes() {
        var recent = RecentMessages(after: id(0), countLimit: 100, byteLimit: 100)
        recent.append([message(1, bytes: 60), message(2, bytes: 60)])
        #expect(recent.floor == id(1))
        recent.append([message(3, bytes: 101)])
        #expect(recent.floor == id(3))
        #expect(recent.after(id(3)).isEmpty)
        recent.append([message(4)])
        #expect(recent.after(id(3)).map(\.id.low) == [4])
    }

    @Test("let go of large ones that were pushed out, however few came after")
    func release() {
        var recent = RecentMessages(after: id(0), byteLimit: 100)
        for number in 1...1_000 as ClosedRange<UInt64> {
            recent.append([message(number, bytes: 40)])
            #expect(recent.messages.count <= 4)
        }
    }

    @Test("forget what retention deleted")
    func pruned() {
        var recent = RecentMessages(after: id(0))
        recent.append([message(1), message(2), message(3)])
        recent.drop(through: id(2))
        #expect(recent.floor == id(2))
        #expect(recent.after(recent.floor).map(\.id.low) == [3])
        recent.drop(through: id(9))
        #expect(recent.floor == id(3))
        #expect(recent.after(recent.floor).isEmpty)
    }
}

@Suite("Counts of open streams")
struct SubscriberCountsTests {
    @Test("tell how many a message goes to")
    func matching() {
        let counts = SubscriberCounts()
        let a = ChannelName(unchecked: "a")
        let b = ChannelName(unchecked: "b")
        let filters = [
            MessageFilter.everything, MessageFilter(channels: [a]),
            MessageFilter(channels: [a, b, a]), MessageFilter(typePrefix: TypePrefix("x.")),
            MessageFilter(channels: [b], from: AgentName(unchecked: "me")),
        ]
        func matching(_ channel: ChannelName, _ type: String, _ from: String) -> Int {
            counts.matching(
                channel: channel, type: MessageType(unchecked: type),
                from: AgentName(unchecked: from))
        }
        for filter in filters { counts.add(filter) }
        #expect(counts.total == 5)
        #expect(matching(a, "x.1", "me") == 4)
        #expect(matching(b, "y", "me") == 3)
        #expect(matching(b, "y", "you") == 2)
        #expect(counts.showing(a) == 4)
        #expect(counts.showing(b) == 4)
        for filter in filters { counts.remove(filter) }
        #expect(counts.total == 0)
        #expect(matching(a, "x.1", "me") == 0)
    }
}
