import WorkshopModel

/// Wishes that no open task fits, in the order in which they came.
///
/// After every transaction this holds: of the tasks that are open, none fits a wish in here, those
/// aside that others have opened by hand and nobody has noticed yet. So a task that opens goes to
/// the first wish it fits, and no other wish need be looked at.
struct WaitingWishes {
    /// Numbers ascend in the order of asking.
    private(set) var wishes: [(number: UInt64, wish: ClaimWish)] = []
    private var lastNumber: UInt64 = 0
    /// The wishes that have a key, by it.
    private var keyed: [SenderKey: [ClaimWish]] = [:]

    var isEmpty: Bool { wishes.isEmpty }

    mutating func append(_ wish: ClaimWish) {
        lastNumber += 1
        wishes.append((lastNumber, wish))
        if let key = wish.key { keyed[key, default: []].append(wish) }
    }

    mutating func remove(_ numbers: Set<UInt64>) {
        guard !numbers.isEmpty else { return }
        wishes.removeAll { numbers.contains($0.number) }
        indexKeys()
    }

    /// Whether somebody waits under this key for something else.
    func isUsed(_ key: SenderKey, otherThanFor fingerprint: RequestFingerprint) -> Bool {
        keyed[key]?.contains { $0.uses(key, otherThanFor: fingerprint) } ?? false
    }

    /// Forgets those that nobody waits for any more, and answers those that are owed one.
    mutating func sweep() {
        let before = wishes.count
        wishes.removeAll { _, wish in
            switch wish.ticket?.standing {
            case .waits, nil: return false
            case .gone: return true
            case .owed:
                wish.completion(.success(nil))
                return true
            }
        }
        if wishes.count != before { indexKeys() }
    }

    /// Tells everyone that there will be no task.
    mutating func dismiss() {
        for (_, wish) in wishes { wish.fail(APIError(.unavailable, "the store is closed")) }
        wishes = []
        keyed = [:]
    }

    private mutating func indexKeys() {
        guard !keyed.isEmpty else { return }
        keyed = [:]
        for (_, wish) in wishes {
            if let key = wish.key { keyed[key, default: []].append(wish) }
        }
    }
}
