import Testing
import WorkshopClient

@Suite struct ReconnectBackoffTests {
    @Test func waitsDoubleUpToTheMaximum() {
        var backoff = ReconnectBackoff()
        let waits = (0..<9).map { _ in backoff.wait(after: .neverConnected, randomness: 1) }
        let expected: [Duration] = [
            .milliseconds(500), .seconds(1), .seconds(2), .seconds(4), .seconds(8), .seconds(16),
            .seconds(30), .seconds(30), .seconds(30),
        ]
        #expect(waits == expected)
    }

    @Test(arguments: [(0.0, 250), (0.5, 375), (1.0, 500), (-3.0, 250), (7.0, 500)])
    func chanceSpreadsTheUpperHalf(randomness: Double, milliseconds: Int) {
        var backoff = ReconnectBackoff()
        let wait = backoff.wait(after: .neverConnected, randomness: randomness)
        #expect(wait == .milliseconds(milliseconds))
    }

    @Test(arguments: [
        (ReconnectBackoff.Ended.connected(for: .seconds(10), broughtMessages: false), 500),
        (.connected(for: .zero, broughtMessages: true), 500),
        (.connected(for: .seconds(9), broughtMessages: false), 4_000),
        (.neverConnected, 4_000),
    ])
    func onlyAHealthyConnectionBeginsAnew(ended: ReconnectBackoff.Ended, milliseconds: Int) {
        var backoff = ReconnectBackoff()
        for _ in 0..<3 { _ = backoff.wait(after: .neverConnected, randomness: 1) }
        #expect(backoff.wait(after: ended, randomness: 1) == .milliseconds(milliseconds))
    }

    @Test func neverOverflows() {
        var backoff = ReconnectBackoff()
        for _ in 0..<10_000 {
            #expect(backoff.wait(after: .neverConnected, randomness: 1) <= .seconds(30))
        }
    }
}
