import Testing
import WorkshopModel

@Suite("Ids are ULIDs that only go up")
struct ULIDTests {
    @Test("text and value are the same thing")
    func roundTrip() {
        var random = SystemRandomNumberGenerator()
        for _ in 0..<1_000 {
            let id = ULID(high: random.next(), low: random.next())
            #expect(ULID(id.text) == id)
        }
        #expect(ULID.zero.text == "00000000000000000000000000")
        #expect(ULID.greatest.text == "7ZZZZZZZZZZZZZZZZZZZZZZZZZ")
    }

    @Test("the order of the values is the order of the texts")
    func order() {
        var random = SystemRandomNumberGenerator()
        for _ in 0..<1_000 {
            let left = ULID(high: random.next(), low: random.next())
            let right = ULID(high: random.next() & 3, low: random.next())
            #expect(
                (left < right) == left.text.utf8.lexicographicallyPrecedes(right.text.utf8))
        }
    }

    @Test(
        "anything but 26 upper-case Crockford characters is none",
        arguments: [
            "", "0", "0000000000000000000000000", "000000000000000000000000000",
            "80000000000000000000000000", "0000000000000000000000000a",
            "0000000000000000000000000I", "0000000000000000000000000L",
            "0000000000000000000000000O", "0000000000000000000000000U",
            "0000000000000000000000000é", "OLDMSG123", "01xxxxxxxxxxxxxxxxxxxxxxxx",
        ])
    func refuses(text: String) {
        #expect(ULID(text) == nil)
    }

    @Test("ids strictly increase within a millisecond, over it, and when the clock goes back")
    func increases() throws {
        var random = SystemRandomNumberGenerator()
        var generator = ULIDGenerator(after: .zero)
        var last = ULID.zero
        let start: Int64 = 1_700_000_000_000
        for step in [0, 0, 0, 1, 1, -3_600_000, -1, 0, 2, 2, 5] as [Int64] {
            for _ in 0..<100 {
                let id = try generator.next(
                    at: Timestamp(milliseconds: start + step), random: &random)
                #expect(id > last)
                last = id
            }
        }
        #expect(last.milliseconds == start + 5)
    }

    @Test("a carry goes into the time rather than round")
    func carries() throws {
        var random = SystemRandomNumberGenerator()
        let full = ULID(high: 5 << 16 | 0xFFFF, low: .max)
        var generator = ULIDGenerator(after: full)
        let next = try generator.next(at: Timestamp(milliseconds: 0), random: &random)
        #expect(next == ULID(high: 6 << 16, low: 0))
    }

    @Test("after the greatest id there is none")
    func exhausted() {
        var random = SystemRandomNumberGenerator()
        var generator = ULIDGenerator(after: .greatest)
        #expect(throws: APIError.self) {
            try generator.next(at: Timestamp(milliseconds: 1), random: &random)
        }
    }
}
