import CSQLite
import Synchronization

/// Moves the write-ahead log into the database beside the writer, so that commits do not wait.
///
/// Under constant load that alone never catches up with the writer, and the log would grow for
/// ever: once it is long, the writer itself moves the little that is left, and begins the log
/// anew.
final class Checkpointer: Sendable {
    /// Pages of growth after which the log is moved: 32 MiB, in which a page that every commit
    /// touches is moved once.
    private static let stepPages = 8_192
    /// Pages after which the writer begins the log anew: 64 MiB.
    private static let longPages = 16_384
    /// What the log's file is cut to when it is begun anew; overwriting a file is cheaper than
    /// growing one.
    static let fileBytes = 96 * 1_048_576
    /// How long the writer waits for readers on the old log.
    private static let restartMilliseconds = 50

    /// Milliseconds after which what failed is tried again.
    private static let retryMilliseconds = 1_000

    private let health: StorageHealth
    private let state = Monitor(State())
    private let shouldRestart = Atomic(false)

    private struct State: Sendable {
        var isWanted = false
        var isClosed = false
    }

    init(health: StorageHealth) {
        self.health = health
    }

    /// Called by the writer after a commit.
    ///
    /// - Parameter movedPages: how long the log was when it was last asked to be moved.
    func look(_ connection: Connection, pages: Int, movedPages: inout Int) {
        if pages < movedPages { movedPages = 0 }
        if shouldRestart.exchange(false, ordering: .acquiringAndReleasing) {
            movedPages = begunAnew(connection) ? 0 : pages
        } else if pages - movedPages >= Checkpointer.stepPages {
            movedPages = pages
            state.change { $0.isWanted = true }
        }
    }

    /// A reader that stays on the old log puts it off until the log has grown by another step.
    private func begunAnew(_ connection: Connection) -> Bool {
        let done = connection.waitingAtMost(milliseconds: Checkpointer.restartMilliseconds) {
            move(SQLITE_CHECKPOINT_RESTART, on: connection)
        }
        // The checkpointer finds out when it works again.
        if done == nil, health.isTroubled(.log) { state.change { $0.isWanted = true } }
        return done != nil
    }

    /// - Returns: `nil` when it has failed: then the log grows on, and it is tried again.
    private func move(_ mode: Int32, on connection: Connection) -> (pages: Int, moved: Int)? {
        do throws(SQLiteError) {
            let done = try connection.checkpoint(mode)
            health.works(.log)
            return done
        } catch {
            // A lock is a matter of time, and its holder's.
            if !error.isBusy { health.failed(.log, error.moveReason) }
            return nil
        }
    }

    /// Works until it is closed, then moves all that is left and empties the log; runs on a
    /// thread of its own, whose connection it is.
    func work(with connection: Connection) {
        while wait() {
            guard let done = move(SQLITE_CHECKPOINT_PASSIVE, on: connection) else { continue }
            // Where a reader has kept more than a step from being moved, for instance a backup,
            // beginning anew would wait for it in vain, and the writer with it.
            if done.pages > Checkpointer.longPages,
                done.pages - done.moved < Checkpointer.stepPages
            {
                shouldRestart.store(true, ordering: .releasing)
            }
        }
        // Somebody else's reader may hold the log; then the next start moves it.
        _ = try? connection.checkpoint(SQLITE_CHECKPOINT_TRUNCATE)
    }

    func close() {
        state.change(wakingAll: true) { $0.isClosed = true }
    }

    private func wait() -> Bool {
        let isRetry = health.isTroubled(.log)
        let patience = isRetry ? Checkpointer.retryMilliseconds : nil
        let goesOn = state.wait(atMost: patience) { state -> Bool? in
            if state.isClosed { return false }
            guard state.isWanted else { return nil }
            state.isWanted = false
            return true
        }
        return goesOn ?? isRetry
    }
}

extension Connection {
    /// - Returns: how many pages the log has, and how many of them are in the database.
    func checkpoint(_ mode: Int32) throws(SQLiteError) -> (pages: Int, moved: Int) {
        var pages: Int32 = 0
        var moved: Int32 = 0
        guard
            sqlite3_wal_checkpoint_v2(handle, nil, mode, &pages, &moved) == SQLITE_OK
        else { throw SQLiteError(handle) }
        return (Int(pages), Int(moved))
    }
}

extension SQLiteError {
    /// Why the log cannot be moved, as people are told.
    fileprivate var moveReason: String {
        isOutOfSpace
            ? writeReason : "the log cannot be moved into the database: \(reason)"
    }
}
