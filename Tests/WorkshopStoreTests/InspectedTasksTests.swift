import Foundation
import Testing
import WorkshopModel

@testable import WorkshopStore

@Suite("Tasks of an inspected database")
struct InspectedTasksTests {
    @Test("without the message that announces them are named")
    func unannounced() async throws {
        let store = try TestStore()
        try await store.fill()
        let task = try await store.createTask()
        store.store.close()
        try store.raw().execute(
            "DELETE FROM messages WHERE type = 'task.created' AND instr(body, '\(task.id)')")
        let inspected = try Inspected(store.folder, now: store.clock.now, fixes: true)
        #expect(inspected.tasks?.unannounced == Sightings(task.id))
        #expect(inspected[.tasks]?.level == .note)
    }

    @Test("without the message of the claim that holds them are a fault")
    func claimless() async throws {
        let store = try TestStore()
        try await store.fill()
        let task = try await store.createTask()
        try await store.perform(.claim(lease: nil), on: task.id, by: "ann")
        store.store.close()
        try store.raw().execute(
            "DELETE FROM messages WHERE type = 'task.claimed' AND instr(body, '\(task.id)')")
        let inspected = try Inspected(store.folder, now: store.clock.now, fixes: true)
        #expect(inspected.tasks?.claimless == Sightings(task.id))
        #expect(inspected[.tasks]?.level == .fault)
    }

    @Test("that others have deleted leave a row, which is named")
    func gone() async throws {
        let store = try TestStore()
        try await store.fill()
        store.store.close()
        let raw = try store.raw()
        let id = try #require(try raw.value("SELECT id FROM tasks WHERE status = 'claimed'"))
        try raw.execute("DELETE FROM tasks WHERE status = 'claimed'")
        let inspected = try Inspected(store.folder, now: store.clock.now, fixes: true)
        #expect(inspected.tasks?.gone == Sightings(id))
        #expect(inspected[.tasks]?.level == .note)
    }

    @Test("whose messages retention has deleted are as they should be")
    func pruned() async throws {
        let store = try TestStore()
        try await store.fill()
        store.clock.advance(milliseconds: 31 * TestClock.day)
        try await store.publish()
        _ = try await store.ask { store, completion in store.prune(completion: completion) } as Int
        #expect(try await store.counts().messages == 1)
        store.store.close()
        let inspected = try Inspected(store.folder, now: store.clock.now)
        #expect(inspected.notable == [])
        #expect(inspected.tasks?.rows == 3)
    }

    @Test("with odd values are named by their column")
    func odd() async throws {
        let store = try TestStore()
        try store.raw().execute(
            """
            INSERT INTO tasks VALUES('1',1,1,'a',NULL,NULL,NULL,'lost','t','{',']','7','c');
            INSERT INTO tasks VALUES('2',1,1,'a',NULL,NULL,NULL,'open','t','[]','1','[]','c')
            """)
        store.store.close()
        let odd = try #require(try Inspected(store.folder).tasks?.odd)
        #expect(odd.columns.map(\.name) == ["context", "files", "result", "status"])
        #expect(odd.columns.allSatisfy { $0.rows == Sightings("1") })
    }
}
