import Foundation
import Testing
import WorkshopModel

@testable import WorkshopStore

@Suite("One store a database")
struct LockTests {
    @Test("a second store is told who holds it, whatever spelling it uses")
    func second() throws {
        let folder = try TemporaryFolder()
        let path = folder.file("workshop.db")
        let link = folder.file("link.db")
        try FileManager.default.createSymbolicLink(atPath: link, withDestinationPath: path)
        // The link points to nothing yet: the lock must be the target's all the same.
        let first = try TestStore(in: folder) {
            $0.databasePath = link
            $0.holderDescription = "listening on :4242"
        }
        for spelling in [path, link, "\(folder.path)/./blobs/../workshop.db"] {
            let error = #expect(throws: StoreOpenError.self) {
                try TestStore(in: folder) { $0.databasePath = spelling }
            }
            #expect(error?.message.contains("held by process \(getpid())") == true)
            #expect(error?.message.hasSuffix("(listening on :4242)") == true)
        }
        first.store.close()
        try TestStore(in: folder).store.close()
    }

    @Test("a database of two names is refused by either, and neither is touched")
    func hardLink() throws {
        let folder = try TemporaryFolder()
        let path = folder.file("workshop.db")
        try TestStore(in: folder).store.close()
        let other = folder.file("other.db")
        try FileManager.default.linkItem(atPath: path, toPath: other)
        let bytes = try Data(contentsOf: URL(filePath: path))
        for name in [path, other] {
            let error = #expect(throws: StoreOpenError.self) {
                try TestStore(in: folder) { $0.databasePath = name }
            }
            #expect(error?.message.contains("it has 2 names (hard links)") == true)
        }
        #expect(try Data(contentsOf: URL(filePath: path)) == bytes)
        try FileManager.default.removeItem(atPath: other)
        try TestStore(in: folder).store.close()
    }

    @Test("a refused store leaves the first one's database alone")
    func firstGoesOn() async throws {
        let first = try TestStore()
        try await first.publish()
        #expect(throws: StoreOpenError.self) { try TestStore(in: first.folder) }
        try await first.publish()
        let other = try first.raw()
        // A lock that the refusal had dropped would let the log be thrown away here.
        #expect(try other.value("SELECT count(*) FROM messages") == "2")
        #expect(try other.value("PRAGMA integrity_check") == "ok")
    }

    @Test("a holder that has not written its name yet is another process")
    func unnamed() throws {
        let folder = try TemporaryFolder()
        let held = try FileDescriptor.open(
            folder.file("workshop.db.lock"), O_RDWR | O_CREAT, mode: 0o644)
        #expect(flock(held.number, LOCK_EX) == 0)
        let path = folder.file("workshop.db")
        #expect(throws: StoreOpenError.held(path: path, pid: nil, description: "")) {
            try TestStore(in: folder)
        }
    }

    @Test("a lock that lasts as long as is waited for refuses writes with a sentence")
    func heldTooLong() async throws {
        let recorder = Recorder()
        let store = try TestStore(recorder: recorder) { $0.lockPatience = .milliseconds(200) }
        let other = try store.raw()
        try other.execute("BEGIN IMMEDIATE")
        let drafts = try (1...3).map { try store.draft("n.\($0)") }
        let pending = drafts.map { draft in
            Pending { store.store.publish(draft, completion: $0) }
        }
        let sentence = "the database is locked by another program"
        for answer in pending {
            #expect(
                await answer.failure == APIError(.unavailable, "\(sentence), try again later"))
        }
        #expect(store.store.storageTrouble?.reason == sentence)
        // Reads are another matter.
        #expect(try await store.replay(after: .zero).isEmpty)
        try other.execute("COMMIT")
        try await store.publish("after")
        #expect(try await store.replay(after: .zero).map(\.type.text) == ["after"])
        #expect(recorder.troubles.map { $0?.reason } == [sentence, nil])
        #expect(store.store.storageTrouble == nil)
    }

    @Test("a lock that is let go in time delays writes and refuses none")
    func heldForAWhile() async throws {
        let store = try TestStore { $0.lockPatience = .seconds(60) }
        let other = try store.raw()
        try other.execute("BEGIN EXCLUSIVE")
        let draft = try store.draft("waits")
        let pending = Pending { store.store.publish(draft, completion: $0) }
        // What has waited for the lock has not been stored.
        try await Task.sleep(for: .milliseconds(300))
        #expect(try await store.replay(after: .zero).isEmpty)
        try other.execute("COMMIT")
        #expect(await pending.failure == nil)
        #expect(try await store.replay(after: .zero).map(\.type.text) == ["waits"])
    }

    @Test(
        "a lock that goes on after that is not waited for as long by whoever comes then",
        .timeLimit(.minutes(1)))
    func lockedOut() async throws {
        let store = try TestStore { $0.lockPatience = .seconds(2) }
        let other = try store.raw()
        try other.execute("BEGIN IMMEDIATE")
        // Were each to wait for it anew, they would go on beyond the limit of the test.
        for number in 0..<40 {
            let draft = try store.draft("n.\(number)")
            #expect(await Pending { store.store.publish(draft, completion: $0) }.failure != nil)
        }
        try other.execute("COMMIT")
        try await store.publish("after")
        #expect(try await store.replay(after: .zero).map(\.type.text) == ["after"])
        // The next one is waited for like any.
        try other.execute("BEGIN IMMEDIATE")
        let draft = try store.draft("waits")
        let pending = Pending { store.store.publish(draft, completion: $0) }
        try await Task.sleep(for: .milliseconds(300))
        try other.execute("COMMIT")
        #expect(await pending.failure == nil)
    }

    @Test("a lock is told as a trouble while it is waited for, and no longer")
    func toldMeanwhile() async throws {
        let recorder = Recorder()
        let store = try TestStore(recorder: recorder) { $0.lockNotice = .milliseconds(100) }
        let other = try store.raw()
        try other.execute("BEGIN IMMEDIATE")
        let draft = try store.draft("waits")
        let pending = Pending { store.store.publish(draft, completion: $0) }
        while store.store.storageTrouble == nil { await Task.yield() }
        try other.execute("COMMIT")
        #expect(await pending.failure == nil)
        #expect(store.store.storageTrouble == nil)
        let sentence = "the database is locked by another program"
        #expect(recorder.troubles.map { $0?.reason } == [sentence, nil])
    }

    @Test("a database that can have no write-ahead log is refused with the reason")
    func noLog() throws {
        let connection = try Connection(
            path: ":memory:", stop: StopSignal(), patience: .seconds(1))
        let error = #expect(throws: SQLiteError.self) { try connection.useLog() }
        #expect(error?.reason == "there can be no write-ahead log beside it")
    }

    @Test("a lock file that a dead process has left is no obstacle")
    func leftBehind() throws {
        let folder = try TemporaryFolder()
        try "99999\nsomewhere\n".write(
            toFile: folder.file("workshop.db.lock"), atomically: true, encoding: .utf8)
        try TestStore(in: folder).store.close()
    }

    @Test("a start while somebody looks who holds the database is not refused")
    func lookedAt() throws {
        let folder = try TemporaryFolder()
        try TestStore(in: folder).store.close()
        let look = try FileDescriptor.open(folder.file("workshop.db.lock"), O_RDONLY)
        #expect(flock(look.number, LOCK_SH | LOCK_NB) == 0)
        Thread.detachNewThread {
            usleep(10_000)
            flock(look.number, LOCK_UN)
        }
        try TestStore(in: folder).store.close()
    }
}
