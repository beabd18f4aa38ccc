import Glibc
import Testing

@testable import WorkshopClient

@Suite struct DialerTests {
    private func dial(
        _ host: String, _ port: UInt16, within time: Duration = .seconds(20)
    ) throws(Dialer.Failure) -> Int32 {
        guard let wake = WakeDescriptor() else { return -1 }
        var dialer = Dialer(until: .now.advanced(by: time), wake: wake)
        return try dialer.connect(
            to: DirectAddress(place: .network(host: host, port: port), authority: host))
    }

    /// The port of a peer on 127.0.0.1 alone.
    private func port(of peer: ScriptedPeer) throws -> UInt16 {
        let text = try #require(peer.address.description.split(separator: ":").last)
        return try #require(UInt16(text))
    }

    @Test(arguments: ["localhost", "127.0.0.1", "this.is.localhost"])
    func theAddressThatAnswersIsTaken(_ host: String) throws {
        let peer = try ScriptedPeer { connection, _ in connection.waitForClose() }
        let socket = try dial(host, try port(of: peer))
        #expect(close(socket) == 0)
    }

    @Test func whatTheSystemRefusesIsTold() {
        #expect(throws: Dialer.Failure.refused(errorNumber: ECONNREFUSED)) {
            try dial("localhost", 1)
        }
    }

    @Test func aNameThatNobodyKnowsIsTold() {
        #expect(throws: Dialer.Failure.unknownHost) { try dial("there-is-none.invalid", 80) }
    }

    @Test func beingWokenEndsTheWait() throws {
        let full = try FullBacklog()
        let port = try #require(UInt16(full.address.description.split(separator: ":").last ?? ""))
        let wake = try #require(WakeDescriptor())
        wake.raise()
        var dialer = Dialer(until: .now.advanced(by: .seconds(60)), wake: wake)
        let address = DirectAddress(
            place: .network(host: "127.0.0.1", port: port), authority: "x")
        // Interrupted twice: what the first attempt left must not be closed again.
        for _ in 0..<2 {
            #expect(throws: Dialer.Failure.interrupted) { try dialer.connect(to: address) }
        }
    }
}
