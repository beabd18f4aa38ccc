import Testing
import WorkshopModel

@testable import WorkshopCommands

@Suite struct PipeLedgerTests {
    private func id(_ number: Int) -> ULID { ULID(high: 0, low: UInt64(number)) }

    @Test(arguments: [
        (0, 3), (1, 2), (10, 2), (11, 1), (20, 1), (21, 0), (30, 0), (31, nil),
    ])
    func `what is unread is taken back, a message that was cut included`(
        _ unread: Int, _ position: Int?
    ) {
        var ledger = PipeLedger()
        ledger.reach(id(0), bytes: 0) { 0 }
        for number in 1...3 { ledger.reach(id(number), bytes: 10) { 0 } }
        #expect(ledger.position(unread: unread) == position.map(id))
    }

    @Test func `a move without bytes counts as read with the bytes before it`() {
        var ledger = PipeLedger()
        ledger.reach(id(1), bytes: 10) { 0 }
        ledger.reach(id(2), bytes: 0) { 0 }
        ledger.reach(id(3), bytes: 10) { 0 }
        #expect(ledger.position(unread: 10) == id(2))
    }

    @Test func `what the pipe cannot hold any more is forgotten, and never too much`() {
        var ledger = PipeLedger()
        for number in 1...100_000 { ledger.reach(id(number), bytes: 10) { 65_536 } }
        #expect(ledger.position(unread: 65_536) == id(100_000 - 6_554))
        #expect(ledger.count < 20_000)
    }

    @Test func `part of something that was cut is no position, and counts as written`() {
        var ledger = PipeLedger()
        ledger.reach(id(1), bytes: 10) { 0 }
        ledger.reach(id(2), bytes: 10) { 0 }
        ledger.add(bytes: 7)
        #expect(ledger.position(unread: 7) == id(2))
        #expect(ledger.position(unread: 8) == id(1))
    }
}
