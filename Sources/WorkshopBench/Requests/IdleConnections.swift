/// The connections that have nothing in flight; the one that has rested longest is next, so that
/// none rests until the server closes it.
struct IdleConnections {
    private var ring: [Int]
    private var first = 0
    private(set) var count: Int

    var isEmpty: Bool { count == 0 }

    /// All of them, by their numbers.
    init(_ count: Int) {
        ring = Array(0..<count)
        self.count = count
    }

    mutating func append(_ number: Int) {
        ring[(first + count) % ring.count] = number
        count += 1
    }

    mutating func next() -> Int? {
        guard count > 0 else { return nil }
        defer {
            first = (first + 1) % ring.count
            count -= 1
        }
        return ring[first]
    }
}
