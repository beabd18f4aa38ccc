import Synchronization
import WorkshopModel

/// Whether what is written can be kept, told by the threads that write.
///
/// Changes nothing about the writing: each write is tried, whatever the last one came to, so that
/// a disk with room again needs nobody to say so.
final class StorageHealth: Sendable {
    /// What may fail by itself, the worst first.
    enum Part: Int, CaseIterable, Sendable {
        /// Something in the database cannot be read; stays until the store is opened anew.
        case damage
        case database
        /// Moving the log into the database.
        case log
        case files

        fileprivate var bit: UInt { 1 << UInt(rawValue) }
    }

    private let troubles = Mutex<[Part: StorageTrouble]>([:])
    /// One bit a part: asked after every commit.
    private let troubled = Atomic<UInt>(0)
    private let clock: @Sendable () -> Timestamp
    private let observer: any StoreObserver

    init(clock: @escaping @Sendable () -> Timestamp, observer: any StoreObserver) {
        self.clock = clock
        self.observer = observer
    }

    /// The worst of what there is.
    var trouble: StorageTrouble? { troubles.withLock { StorageHealth.worst($0) } }

    func isTroubled(_ part: Part) -> Bool {
        troubled.load(ordering: .relaxed) & part.bit != 0
    }

    func failed(_ part: Part, _ reason: String) {
        change { troubles in
            let since = troubles[part]?.since ?? clock()
            troubles[part] = StorageTrouble(reason: reason, since: since)
        }
    }

    func works(_ part: Part) {
        guard isTroubled(part) else { return }
        change { $0[part] = nil }
    }

    private func change(_ body: (inout [Part: StorageTrouble]) -> Void) {
        let (before, after) = troubles.withLock { troubles in
            let before = StorageHealth.worst(troubles)
            body(&troubles)
            troubled.store(
                troubles.keys.reduce(0) { $0 | $1.bit }, ordering: .relaxed)
            return (before, StorageHealth.worst(troubles))
        }
        if before?.reason != after?.reason { observer.storageChanged(after) }
    }

    private static func worst(_ troubles: [Part: StorageTrouble]) -> StorageTrouble? {
        Part.allCases.lazy.compactMap { troubles[$0] }.first
    }
}

extension StorageHealth {
    /// A write to the database has failed.
    func writeFailed(_ error: SQLiteError) {
        if error.isDamage {
            failed(.damage, error.writeReason)
        } else if error.concernsEveryWrite {
            failed(.database, error.writeReason)
        }
    }

    /// A read has failed: what that tells of writes is damage alone.
    func readFailed(_ error: SQLiteError) {
        if error.isDamage { failed(.damage, error.writeReason) }
    }
}
