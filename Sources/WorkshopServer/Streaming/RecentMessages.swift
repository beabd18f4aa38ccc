import WorkshopModel

/// The newest messages of a loop, bounded in number and bytes, so that a subscriber that fell
/// behind for a moment catches up without a query.
struct RecentMessages {
    /// At most twice as many as are kept.
    private(set) var messages: [Message] = []
    /// Index of the oldest one kept; what is before it is dropped in bulk.
    private var start = 0
    private var bytes = 0
    /// Every message above this id and up to ``newest`` is kept.
    private(set) var floor: ULID
    private(set) var newest: ULID

    private let countLimit: Int
    private let byteLimit: Int

    init(after newest: ULID, countLimit: Int = 2_048, byteLimit: Int = 2 * 1_048_576) {
        floor = newest
        self.newest = newest
        self.countLimit = countLimit
        self.byteLimit = byteLimit
    }

    /// Appends a batch whose ids are above all before.
    mutating func append(_ batch: [Message]) {
        for message in batch {
            precondition(message.id > newest, "invariant 1: ids arrive in order")
            newest = message.id
            messages.append(message)
            bytes += message.line.count
        }
        while messages.count - start > countLimit || bytes > byteLimit {
            floor = messages[start].id
            bytes -= messages[start].line.count
            start += 1
        }
        compact()
    }

    /// Lets go of what is not kept, before it is more than what is: large messages would hold
    /// their bytes until thousands had followed them.
    private mutating func compact() {
        guard start > 0, start * 2 >= messages.count else { return }
        messages.removeFirst(start)
        start = 0
    }

    /// Forgets everything up to an id: retention has deleted it.
    mutating func drop(through id: ULID) {
        while start < messages.count, messages[start].id <= id {
            bytes -= messages[start].line.count
            start += 1
        }
        floor = max(floor, min(id, newest))
        compact()
    }

    /// The kept messages above an id, oldest first.
    func after(_ id: ULID) -> ArraySlice<Message> {
        var low = start
        var high = messages.count
        while low < high {
            let middle = (low + high) / 2
            if messages[middle].id > id { high = middle } else { low = middle + 1 }
        }
        return messages[low...]
    }
}
