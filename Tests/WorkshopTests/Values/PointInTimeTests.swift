import Arguments
import Glibc
import Testing
import WorkshopModel

@testable import WorkshopCommands

@Suite struct PointInTimeTests {
    static let now = Timestamp(milliseconds: 1_000_000)

    @Test(arguments: [
        ("all", PointInTime.beginning),
        ("01M837CQWN3PB85H1NSJQFT7DD", .id(ULID("01M837CQWN3PB85H1NSJQFT7DD") ?? .zero)),
        ("10m", .moment(Timestamp(milliseconds: 400_000))),
        ("1970-01-01T00:00:01Z", .moment(Timestamp(milliseconds: 1_000))),
    ])
    func `a point is an id, a duration ago, a time or all`(
        _ text: String, _ point: PointInTime
    ) throws {
        let syntax = ValueSyntax<PointInTime>.pointInTime(now: Self.now)
        #expect(try syntax.parse(text) == point)
    }

    @Test(arguments: [
        ("1970-01-01T00:00:00Z", 0), ("2000-02-29T12:34:56.789Z", 951_827_696_789),
        ("2026-01-31T14:00:00+02:00", 1_769_860_800_000),
        ("2026-01-31t10:30:00.5-01:30", 1_769_860_800_500),
        ("1969-12-31T23:59:59Z", -1_000), ("2016-12-31T23:59:60Z", 1_483_228_800_000),
    ])
    func `RFC 3339 is read to the millisecond`(_ text: String, _ milliseconds: Int64) {
        #expect(RFC3339.parse(text) == Timestamp(milliseconds: milliseconds))
    }

    @Test(arguments: [
        "", "2026-01-31", "2026-01-31T12:00:00", "2026-02-29T00:00:00Z", "2026-13-01T00:00:00Z",
        "2026-01-31T24:00:00Z", "2026-01-31T12:00:00.Z", "2026-01-31T12:00:00+2:00",
        "2026-01-31T12:00:00Zx", "1900-02-29T00:00:00Z",
    ])
    func `what is no RFC 3339 time is refused`(_ text: String) {
        #expect(RFC3339.parse(text) == nil)
    }

    /// In a process of its own: the time zone belongs to the whole process.
    @Test func `dates and times without a zone are local, with Z UTC`() async {
        await #expect(processExitsWith: .success) {
            setenv("TZ", "CET-1CEST,M3.5.0,M10.5.0/3", 1)
            for (text, milliseconds) in [
                ("2026-01-31", 1_769_814_000_000), ("2026-01-31Z", 1_769_817_600_000),
                ("2026-01-31T12:00", 1_769_857_200_000), ("2026-07-01T02:00", 1_782_864_000_000),
                ("2026-01-31 12:00:30", 1_769_857_230_000),
                ("2026-01-31T12:00Z", 1_769_860_800_000),
            ] as [(String, Int64)] {
                #expect(LocalTime.parse(text) == Timestamp(milliseconds: milliseconds), "\(text)")
            }
            for text in ["", "2026-02-30", "2026-01-31T", "2026-01-31T12", "2026-01-31+01:00"] {
                #expect(LocalTime.parse(text) == nil, "\(text)")
            }
        }
    }
}
