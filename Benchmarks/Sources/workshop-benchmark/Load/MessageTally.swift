/// What is needed to know that two sides saw the same messages: ids that only ascend, as many,
/// and the same sum.
struct MessageTally: Equatable {
    private(set) var count = 0
    private(set) var newest: MessageID?
    private var sum: UInt128 = 0
    /// How often an id was not above the one before.
    private(set) var disorders = 0

    mutating func add(_ id: MessageID) {
        if let newest, id <= newest { disorders += 1 }
        newest = id
        sum &+= id.bits
        count += 1
    }
}
