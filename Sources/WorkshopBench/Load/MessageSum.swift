/// How many messages, and the sum of their ids: enough to know that two sides have the same ones,
/// in whatever order they learnt of them.
package struct MessageSum: Equatable, Sendable {
    package private(set) var count = 0
    private var sum: UInt128 = 0

    package init() {}

    package mutating func add(_ id: MessageID) {
        sum &+= id.bits
        count += 1
    }
}
