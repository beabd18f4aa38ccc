import Testing

@testable import WorkshopClient

@Suite struct FollowCursorTests {
    @Test func idsOnlyRise() {
        var cursor = FollowCursor(position: Samples.id(5))
        let advanced = [4, 5, 6, 6, 2, 7].map { cursor.advance(to: Samples.id($0)) }
        #expect(advanced == [false, false, true, false, false, true])
        #expect(cursor.position == Samples.id(7))
    }

    @Test func afterAGapOlderIdsMayCome() {
        var cursor = FollowCursor(position: Samples.id(500))
        cursor.passGap()
        #expect(cursor.position == Samples.id(500))
        let advanced = [3, 3, 4].map { cursor.advance(to: Samples.id($0)) }
        #expect(advanced == [true, false, true])
        #expect(cursor.position == Samples.id(4))
    }

    @Test func withoutAPositionEveryIdIsNew() {
        var cursor = FollowCursor(position: nil)
        let isNew = cursor.advance(to: Samples.id(1))
        #expect(isNew)
    }
}
