import Foundation
import Testing
import WorkshopModel

@testable import WorkshopStore

@Suite("Counters of an inspected database")
struct InspectedCountersTests {
    @Test("that differ from their rows are a fault, and right after they were mended")
    func wrong() async throws {
        let folder = try await Self.folderWithWrongCounters()
        let found = try #require(try Inspected(folder).counters)
        #expect(found.wrong == 4)
        #expect(found.first.map(\.channel.text) == ["c0", "c1", "gone"])
        #expect(found.first.map(\.rows) == [-7, 3, -2])
        #expect(found.tasksOff == -5)
        #expect(try Inspected(folder)[.counters]?.level == .fault)
        let mended = try Inspected(folder, fixes: true)
        #expect(mended.counters?.repair == .done)
        #expect(mended.notable == [])
        #expect(try Inspected(folder).counters?.wrong == 0)
        let store = try TestStore(in: folder)
        #expect(try await store.counts() == StoreCounts(messages: 26, tasks: 3, agentsLive: 0))
    }

    @Test("are left as they are in a database that is damaged or of an older format")
    func leftAlone() async throws {
        let folder = try await Self.folderWithWrongCounters()
        let file = URL(filePath: folder.file("workshop.db"))
        let bytes = try Data(contentsOf: file)
        // In the head of the file: how many pages are free, and the format.
        for (place, value) in [(39, 5), (63, 1)] as [(Int, UInt8)] {
            var changed = bytes
            changed[place] = value
            try changed.write(to: file)
            let inspected = try Inspected(folder, fixes: true)
            #expect(inspected.counters?.wrong == 4)
            #expect(inspected.counters?.repair == .notWanted)
            #expect(try Data(contentsOf: file) == changed)
        }
    }

    @Test("are the store's to mend while it holds the database")
    func refused() async throws {
        let folder = try await Self.folderWithWrongCounters()
        let path = folder.file("workshop.db")
        let lock = try DatabaseLock(of: path, named: path, description: ":4242")
        defer { lock.release() }
        let inspected = try Inspected(folder, fixes: true)
        #expect(inspected.counters?.wrong == 4)
        let holder = DatabaseHolder(pid: getpid(), description: ":4242")
        #expect(inspected.counters?.repair == .refused(holder))
    }

    @Test("are waited for when others have just put rows in beside a store")
    func behind() async throws {
        let store = try TestStore()
        try await store.fill()
        let raw = try store.raw()
        for number in 0..<2 {
            try raw.insertMessage(id: "hand\(number)", ch: "by hand")
            let inspected = try Inspected(store.folder) { $0.counterPatience = .seconds(30) }
            #expect(inspected.counters?.wrong == 0)
        }
    }

    private static func folderWithWrongCounters() async throws -> TemporaryFolder {
        let store = try TestStore()
        try await store.fill()
        store.store.close()
        try store.raw().execute(
            """
            UPDATE workshop_counts SET messages = messages + 7 WHERE ch = 'c0' AND type = 'odd';
            DELETE FROM workshop_counts WHERE ch = 'c1' AND type = 'even';
            INSERT INTO workshop_counts VALUES('gone', 'x', 2);
            UPDATE workshop_state SET tasks = 8
            """)
        return store.folder
    }
}
