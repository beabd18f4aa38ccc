import NIOCore
import Testing

@testable import WorkshopServer

@Suite("How long a peer may take to send what it owes")
struct ReadProgressTests {
    /// 30 s for a head and a body, 90 s between requests, 1 024 bytes a second.
    private let timing = ServerConfiguration.Timing()

    /// Looks once a second, up to and with the last.
    private func verdict(
        after seconds: Int, number: Int = 1, of owed: (Int) -> ReadProgress.Owed
    ) -> ReadProgress.Verdict {
        var progress = ReadProgress()
        var verdict = ReadProgress.Verdict.goOn
        for second in 0...seconds {
            verdict = progress.look(
                at: owed(second), number: number,
                now: .uptimeNanoseconds(UInt64(second + 1) * 1_000_000_000), timing: timing)
            if verdict != .goOn, second < seconds { Issue.record("\(verdict) after \(second) s") }
        }
        return verdict
    }

    @Test("a head is late at its time", arguments: [(29, false), (30, true)])
    func head(seconds: Int, isLate: Bool) {
        #expect(verdict(after: seconds) { _ in .head } == (isLate ? .late : .goOn))
    }

    @Test("a connection on which nothing was asked is closed sooner than one that has served")
    func idle() {
        #expect(verdict(after: 29, number: 0) { _ in .request } == .goOn)
        #expect(verdict(after: 30, number: 0) { _ in .request } == .idle)
        #expect(verdict(after: 89) { _ in .request } == .goOn)
        #expect(verdict(after: 90) { _ in .request } == .idle)
    }

    @Test("a body has more time the more of it has come", arguments: [0, 1_023, 1_024, 10_240])
    func body(bytes: Int) {
        let time = 30 + bytes / 1_024
        #expect(verdict(after: time - 1) { _ in .body(bytes: bytes) } == .goOn)
        #expect(verdict(after: time) { _ in .body(bytes: bytes) } == .late)
    }

    @Test("a body at the slowest rate there may be goes on, one just below it does not")
    func rate() throws {
        #expect(verdict(after: 5_000) { .body(bytes: $0 * 1_024) } == .goOn)
        var progress = ReadProgress()
        let end = (0...5_000).first { second in
            progress.look(
                at: .body(bytes: second * 1_000), number: 1,
                now: .uptimeNanoseconds(UInt64(second + 1) * 1_000_000_000), timing: timing)
                == .late
        }
        // 30 s of grace are used up at 24 bytes a second.
        let seconds = try #require(end)
        #expect((1_200...1_300).contains(seconds))
    }

    @Test("the time in which the server does not read is not the peer's")
    func held() {
        #expect(
            verdict(after: 59) { $0 % 2 == 0 ? .body(bytes: 0) : .nothing } == .goOn)
        #expect(verdict(after: 1_000) { _ in .nothing } == .goOn)
    }

    @Test("each request has its own time")
    func next() {
        var progress = ReadProgress()
        for second in 0..<1_000 {
            let verdict = progress.look(
                at: .head, number: second / 20,
                now: .uptimeNanoseconds(UInt64(second + 1) * 1_000_000_000), timing: timing)
            #expect(verdict == .goOn)
        }
    }
}
