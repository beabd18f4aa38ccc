import Testing
import WorkshopClient

@testable import WorkshopCommands

@Suite struct ProgressTests {
    private static let mebibyte: Int64 = 1_048_576

    /// Of a transfer that brings a mebibyte a second.
    private func rate(seconds: Int64) -> TransferRate {
        var rate = TransferRate()
        for second in 1...seconds { rate.note(second * Self.mebibyte, at: .seconds(second)) }
        return rate
    }

    @Test func `the rate is that of the last seconds`() {
        var rate = rate(seconds: 100)
        #expect(rate.bytesPerSecond == Self.mebibyte)
        #expect(rate.secondsLeft(for: 10 * Self.mebibyte) == 10)
        for second in 101...110 { rate.note(100 * Self.mebibyte, at: .seconds(second)) }
        #expect(rate.bytesPerSecond == 0)
        #expect(rate.secondsLeft(for: 1) == nil)
    }

    @Test func `nothing is known at the beginning`() {
        #expect(TransferRate().bytesPerSecond == 0)
        #expect(TransferRate().secondsLeft(for: 1) == nil)
    }

    @Test(arguments: [
        (
            80,
            "report.pdf  [######      ]  5.0 MiB of 10.0 MiB  1.0 MiB/s  5s left"
        ),
        (60, "report.pdf  5.0 MiB of 10.0 MiB  1.0 MiB/s  5s left"),
        (45, "report.pdf  50 %  1.0 MiB/s  5s left"),
        (32, "repo…  50 %  1.0 MiB/s  5s left"), (20, "…  50 %  1.0 MiB/s…"),
    ])
    func `a line fits the terminal and tells the time that is left`(
        _ columns: Int, _ text: String
    ) {
        let progress = FileProgress(transferred: 5 * Self.mebibyte, total: 10 * Self.mebibyte)
        let line = ProgressLine(name: "report.pdf")
        let shown = line.text(progress, rate(seconds: 5), columns: columns)
        #expect(shown == text)
        #expect(shown.displayWidth < columns || columns < 40)
    }

    @Test func `a long name is cut for the facts`() {
        let progress = FileProgress(transferred: 5 * Self.mebibyte, total: 10 * Self.mebibyte)
        let line = ProgressLine(name: String(repeating: "漢", count: 50))
        let shown = line.text(progress, rate(seconds: 5), columns: 80)
        #expect(shown.hasSuffix("5.0 MiB of 10.0 MiB  1.0 MiB/s  5s left"))
        #expect(shown.displayWidth < 80)
    }

    @Test func `without a size there is no time left, and what stands still has stalled`() {
        let line = ProgressLine(name: "standard input")
        let progress = FileProgress(transferred: Self.mebibyte, total: nil)
        #expect(
            line.text(progress, rate(seconds: 5), columns: 80)
                == "standard input  1.0 MiB  1.0 MiB/s")
        let stalled = FileProgress(transferred: 1, total: 9)
        #expect(line.text(stalled, TransferRate(), columns: 80).hasSuffix("0 B/s  stalled"))
    }
}
