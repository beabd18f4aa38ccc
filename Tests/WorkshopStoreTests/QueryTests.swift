import Testing
import WorkshopModel

@testable import WorkshopStore

@Suite("Queries")
struct QueryTests {
    @Test("no query walks a table or sorts")
    func plans() throws {
        let store = try TestStore()
        let raw = try store.raw()
        let pair = Pair(channel: ChannelName(unchecked: "c"), type: MessageType(unchecked: "t"))
        for kind in [RowSource.Kind.everything, .channel(pair.channel), .pair(pair)] {
            for descending in [false, true] {
                let plan = try plan(of: "\(kind.query(descending: descending))", raw)
                #expect(plan.count == 1)
                #expect(plan.first?.hasPrefix("SEARCH messages USING COVERING INDEX") == true)
                #expect(plan.first?.contains("id>? AND id<?") == true, "\(plan)")
            }
        }
        let others = [
            HistoryPick.namelessQuery, TaskRows.interruptsQuery, Recount.nextPairQuery,
            Recount.countQuery,
        ]
        for query in others {
            for step in try plan(of: "\(query)", raw) {
                let isScan = step.contains("SCAN") && !step.contains("SCAN CONSTANT ROW")
                #expect(!isScan || step.contains("workshop_tasks_interrupted"), "\(step)")
                #expect(!step.contains("TEMP B-TREE"), "\(step)")
            }
        }
    }

    private func plan(of query: String, _ raw: RawDatabase) throws -> [String] {
        try raw.rows("EXPLAIN QUERY PLAN \(query)").compactMap { $0.last ?? nil }
    }

    @Test(
        "a prefix is literal, bytewise and case-sensitive",
        arguments: [
            ("a.", ["a.", "a.b", "a.\u{10FFFF}"]),
            ("a", ["a", "a%b", "a.", "a.b", "a.\u{10FFFF}", "a/b", "a_b", "ab"]),
            ("a%", ["a%b"]),
            ("a_", ["a_b"]),
            ("A", ["A.b"]),
            ("a.\u{10FFFF}", ["a.\u{10FFFF}"]),
            ("\u{10FFFF}", ["\u{10FFFF}", "\u{10FFFF}\u{10FFFF}"]),
            ("e\u{301}", ["e\u{301}x"]),
            ("\u{E9}", ["\u{E9}x"]),
            ("é.", []),
        ])
    func prefixes(prefix: String, expected: [String]) async throws {
        let store = try TestStore()
        let types = [
            "a", "a.", "a.b", "a/b", "a%b", "a_b", "ab", "A.b", "b", "a.\u{10FFFF}",
            "\u{10FFFF}", "\u{10FFFF}\u{10FFFF}", "e\u{301}x", "\u{E9}x",
        ]
        for type in types { try await store.publish(type) }
        for channels in [[], [ChannelName(unchecked: "general")]] {
            let filter = MessageFilter(channels: channels, typePrefix: TypePrefix(prefix))
            let found = try await store.replay(after: .zero, filter: filter)
            let bytes = found.map { Array($0.type.text.utf8) }
            #expect(
                bytes.sorted { $0.lexicographicallyPrecedes($1) }
                    == expected.map { Array($0.utf8) }
                    .sorted { $0.lexicographicallyPrecedes($1) })
        }
    }

    @Test("every combination of filter and bounds answers what a look at every message answers")
    func oracle() async throws {
        let store = try TestStore()
        var random = SeededGenerator(seed: 7)
        var pending: [Pending<Message>] = []
        for _ in 0..<600 {
            let type = ["a.x", "a.y", "b.x", "b.y", "c"].randomElement(using: &random) ?? ""
            let draft = try store.draft(
                type, ch: "c\(Int.random(in: 0..<5, using: &random))",
                from: ["ann", "bob", "eve"].randomElement(using: &random) ?? "")
            pending.append(Pending { store.store.publish(draft, completion: $0) })
            if Int.random(in: 0..<4, using: &random) == 0 {
                store.clock.advance(milliseconds: Int64.random(in: -20...50, using: &random))
            }
        }
        var all: [Message] = []
        for message in pending { all.append(try await message.answer.get()) }
        for _ in 0..<400 {
            let query = randomQuery(all.map(\.id), using: &random)
            let expected = matching(query, in: all)
            #expect(try await store.ids(query) == expected.map(\.id.text), "\(query)")
            if let since = query.since, query.before == nil {
                let replayed = try await store.replay(
                    after: since, filter: query.filter, rowLimit: 7)
                let wanted = all.filter { $0.id > since && query.filter.matches($0) }
                #expect(replayed == wanted, "\(query)")
            }
        }
    }

    @Test("more pairs than are merged without asking are found all the same")
    func manyPairs() async throws {
        let store = try TestStore()
        var pending: [Pending<Message>] = []
        for number in 0..<900 {
            // Types of which nearly all match, and types of which nearly none do.
            let type = number % 300 == 0 ? "rare.\(number)" : "often.\(number % 150)"
            let draft = try store.draft(type, ch: "c\(number % 3)")
            pending.append(Pending { store.store.publish(draft, completion: $0) })
        }
        var all: [Message] = []
        for message in pending { all.append(try await message.answer.get()) }
        for prefix in ["often", "rare", "often.1", ""] {
            let filter = MessageFilter(typePrefix: TypePrefix(prefix))
            let wanted = all.filter { filter.matches($0) }
            #expect(try await store.replay(after: .zero, filter: filter, rowLimit: 5) == wanted)
            let history = HistoryQuery(filter: filter, extent: .last(8))
            #expect(try await store.ids(history) == wanted.suffix(8).map(\.id.text))
        }
    }

    private func randomQuery(
        _ ids: [ULID], using random: inout SeededGenerator
    ) -> HistoryQuery {
        func maybe<Value>(_ value: Value?) -> Value? {
            Bool.random(using: &random) ? value : nil
        }
        let channels = (0..<6).filter { _ in Int.random(in: 0..<3, using: &random) == 0 }
        let count = Int.random(in: 1...150, using: &random)
        return HistoryQuery(
            filter: MessageFilter(
                channels: channels.map { ChannelName(unchecked: "c\($0)") },
                typePrefix: maybe(
                    TypePrefix(["a.", "b", "c", "x"].randomElement(using: &random)!)),
                from: maybe(AgentName(unchecked: "ann")),
                notFrom: maybe(AgentName(unchecked: "bob"))),
            extent: Bool.random(using: &random) ? .first(count) : .last(count),
            since: maybe(ids.randomElement(using: &random)),
            before: maybe(ids.randomElement(using: &random)))
    }

    private func matching(_ query: HistoryQuery, in all: [Message]) -> [Message] {
        let wanted = all.filter { message in
            query.filter.matches(message)
                && query.since.map { message.id > $0 } ?? true
                && query.before.map { message.id < $0 } ?? true
        }
        switch query.extent {
        case .first(let count): return Array(wanted.prefix(count))
        case .last(let count): return Array(wanted.suffix(count))
        }
    }
}

/// The same numbers in every run (SplitMix64).
private struct SeededGenerator: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) {
        state = seed
    }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var value = state
        value = (value ^ value >> 30) &* 0xBF58_476D_1CE4_E5B9
        value = (value ^ value >> 27) &* 0x94D0_49BB_1331_11EB
        return value ^ value >> 31
    }
}
