import WorkshopModel

/// How many messages came and went, by channel and type, in one transaction.
struct CounterChanges: Sendable {
    private(set) var byPair: [Pair: Int64] = [:]

    mutating func add(_ count: Int64, to pair: Pair) {
        byPair[pair, default: 0] += count
    }

    mutating func drop(where isWanted: (Pair, Int64) -> Bool) {
        byPair = byPair.filter { !isWanted($0.key, $0.value) }
    }
}
