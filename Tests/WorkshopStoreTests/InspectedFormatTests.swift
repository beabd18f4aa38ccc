import Foundation
import Testing
import WorkshopModel

@testable import WorkshopStore

@Suite("The format of an inspected database")
struct InspectedFormatTests {
    @Test("of the earlier implementation is taken over later, and its rows are looked at now")
    func earlier() throws {
        let folder = try TemporaryFolder()
        try LegacyDatabase.make(in: folder, messages: 1_500)
        try RawDatabase(folder.file("workshop.db")).insertMessage(id: "by hand")
        let inspected = try Inspected(folder)
        #expect(inspected[.format] == .format(.older(found: 0, known: 2)))
        #expect(inspected[.counters] == nil)
        #expect(inspected.messages?.rows == 1_501)
        #expect(inspected.messages?.unserved == Sightings("by hand"))
        #expect(inspected.findings.allSatisfy { $0.level < .fault })
        #expect(try folder.names(in: "") == ["workshop.db"])
    }

    @Test("is the newest once it was taken over, with nothing wrong")
    func takenOver() throws {
        let folder = try TemporaryFolder()
        try LegacyDatabase.make(in: folder, messages: 100)
        try TestStore(in: folder).store.close()
        #expect(try Inspected(folder).notable == [])
    }

    @Test("of a version after ours is named, and no row looked at")
    func newer() throws {
        let folder = try TemporaryFolder()
        try TestStore(in: folder).store.close()
        try RawDatabase(folder.file("workshop.db")).execute("PRAGMA user_version = 7")
        let inspected = try Inspected(folder, fixes: true)
        #expect(inspected.notable == [.format(.newer(found: 7, known: 2))])
        #expect(inspected[.messages] == nil)
    }

    @Test("of another program is named")
    func foreign() throws {
        let folder = try TemporaryFolder()
        try RawDatabase(folder.file("workshop.db")).execute("CREATE TABLE birds(name)")
        let inspected = try Inspected(folder)
        #expect(inspected[.format] == .format(.foreign))
        #expect(inspected[.format]?.level == .fault)
    }

    @Test(
        "is incomplete without a table, an index or the marks",
        arguments: [
            ("DROP INDEX workshop_messages_ch", "index workshop_messages_ch"),
            ("DROP TABLE presence", "table presence"),
            ("DELETE FROM workshop_state", "the row of 'workshop_state'"),
            ("UPDATE workshop_state SET mark = 'x'", "the row of 'workshop_state'"),
        ])
    func incomplete(change: String, missing: String) throws {
        let folder = try TemporaryFolder()
        try TestStore(in: folder).store.close()
        try RawDatabase(folder.file("workshop.db")).execute(change)
        guard case .format(.incomplete(let found)) = try Inspected(folder)[.format] else {
            Issue.record("nothing is missed")
            return
        }
        #expect(found.contains(missing))
    }
}
