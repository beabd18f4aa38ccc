import Foundation
import Testing
import WorkshopModel

@testable import WorkshopStore

@Suite("The machine of an inspected folder")
struct InspectedMachineTests {
    @Test(
        "has a clock that is behind the newest id, by little or by much",
        arguments: [(0, 0), (900, 0), (10_000, 1), (60_000, 1), (61_000, 2), (86_400_000, 2)])
    func clock(behind: Int64, level: Int) async throws {
        let store = try TestStore()
        try await store.publish()
        let now = store.clock.now.adding(milliseconds: -behind)
        let finding = try #require(try Inspected(store.folder, now: now)[.clock])
        #expect(finding.level.rawValue == level)
        #expect(
            finding
                == .clock(
                    ClockFinding(newest: store.store.committedThrough, milliseconds: behind)))
    }

    @Test("has room, little room or none")
    func space() async throws {
        let store = try TestStore()
        guard case .space(let finding) = try Inspected(store.folder)[.space] else {
            Issue.record("the disk was not asked")
            return
        }
        #expect(finding.places.map(\.path) == [store.folder.path])
        #expect(finding.places.allSatisfy { $0.available > 0 && $0.available <= $0.total })
        func level(_ available: Int64) -> Finding.Level {
            SpaceFinding.Place(path: "/", available: available, total: .max).level
        }
        #expect(level(0) == .fault)
        #expect(level(Limits.fileSize) == .note)
        #expect(level(10 * Limits.fileSize) == .fine)
    }
}
