/// What is needed to know that two sides saw the same messages: ids that only ascend, as many,
/// and the same sum.
package struct MessageTally: Equatable {
    package private(set) var messages = MessageSum()
    package private(set) var newest: MessageID?
    /// How often an id was not above the one before.
    package private(set) var disorders = 0

    package var count: Int { messages.count }

    package init() {}

    package mutating func add(_ id: MessageID) {
        if let newest, id <= newest { disorders += 1 }
        newest = id
        messages.add(id)
    }
}
