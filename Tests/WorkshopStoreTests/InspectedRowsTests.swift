import Foundation
import Testing
import WorkshopModel

@testable import WorkshopStore

@Suite("Rows of an inspected database")
struct InspectedRowsTests {
    @Test("whose ids no stream serves are named")
    func unserved() async throws {
        let store = try TestStore()
        try await store.fill()
        let raw = try store.raw()
        let ahead = try #require(store.store.committedThrough.successor)
        for id in ["by hand", ULID.zero.text, ahead.text, "01hf", "", "a", "b"] {
            try raw.insertMessage(id: id)
        }
        try raw.execute("INSERT INTO messages VALUES(NULL,1,'a','c','t',1,'{}','[]',NULL)")
        try raw.execute("INSERT INTO messages VALUES(x'01',1,'a','c','t',1,'{}','[]',NULL)")
        store.store.close()
        let inspected = try Inspected(store.folder, now: store.clock.now)
        #expect(inspected.messages?.unserved.count == 9)
        #expect(
            inspected.messages?.unserved.first
                == ["by hand", ULID.zero.text, ahead.text, "01hf", ""])
        #expect(inspected[.messages]?.level == .note)
    }

    @Test("with odd values are named by their column")
    func odd() async throws {
        let store = try TestStore()
        let raw = try store.raw()
        func put(_ id: String, _ values: String) throws {
            try raw.execute("INSERT INTO messages VALUES('\(id)',\(values),NULL)")
        }
        try put("1", "1,'a','c','t','one','{}','[]'")
        try put("2", "1,'a','c','t',NULL,'{}','{}'")
        try put("3", "1,'a','c','t',1,'{','[1]'")
        try put("4", "'now','a',x'01','t',1,'plain','not'")
        let nested = String(repeating: "[", count: 256) + String(repeating: "]", count: 256)
        try put("5", "1,'a','c','t',1,'\(nested)','[]'")
        try put("6", "1.5,'a','c','t',2,' [1, 2]','[\"x\"]'")
        store.store.close()
        let odd = try #require(try Inspected(store.folder).messages?.odd)
        #expect(odd.columns.map(\.name) == ["body", "ch", "files", "ts", "v"])
        #expect(
            odd.columns.map(\.rows) == [
                Sightings("3", "4", "5"), Sightings("4"), Sightings("2", "3", "4"),
                Sightings("4"), Sightings("1", "2"),
            ])
    }

    @Test("name files that are not there")
    func references() async throws {
        let store = try TestStore()
        try await store.fill()
        let missing = "sha256:" + String(repeating: "7", count: 64)
        try store.raw().execute(
            "UPDATE tasks SET files = '[\"\(missing)\"]' WHERE status = 'open'")
        store.store.close()
        let inspected = try Inspected(store.folder, now: store.clock.now)
        #expect(inspected.notable == [.references(Sightings(missing))])
        #expect(inspected[.references]?.level == .note)
    }

    @Test("are many more than a page")
    func pages() async throws {
        let store = try TestStore()
        try store.raw().execute(
            """
            WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 2500)
            INSERT INTO messages SELECT 'id' || i, 1, 'a', 'c', 't', 1, '{}', '[]', NULL FROM n;
            WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 1000)
            INSERT INTO tasks SELECT 'id' || i, 1, 1, 'a', NULL, NULL, NULL, 'open', 't', '{}',
                NULL, '[]', 'c' FROM n
            """)
        store.store.close()
        let inspected = try Inspected(store.folder)
        #expect(inspected.messages?.rows == 2_500)
        #expect(inspected.messages?.unserved.count == 2_500)
        #expect(inspected.tasks?.rows == 1_000)
    }
}
