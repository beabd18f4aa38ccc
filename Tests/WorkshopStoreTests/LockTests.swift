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
