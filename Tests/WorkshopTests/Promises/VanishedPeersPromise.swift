import Foundation
import Testing
import WorkshopModel

/// Peers whose machine is gone, and who therefore never close, are let go: at full size alone,
/// because the minute for which they are waited for cannot be shortened from outside.
@Suite(
    .timeLimit(.minutes(5)),
    .enabled(if: NetworkNamespace.isPossible, "network namespaces need root and iproute2"),
    .enabled(if: PromiseSize.isFull, "it takes minutes, and stands in 'make soak'"))
struct VanishedPeersPromise {
    @Test func `a thousand connections to a machine that is gone are let go`() async throws {
        let count = 1_000
        let machines = try await TwoMachines()
        let server = try await machines.serve(patience: PromiseSize.patience)
        let descriptors = "/proc/\(server.identifier)/fd"
        let before = try FileManager.default.contentsOfDirectory(atPath: descriptors).count
        let held = try await machines.hold(count, to: "10.77.0.1") { number, connection in
            switch number % 4 {
            case 0: try connection.send("GET", "/?format=ndjson")
            case 1: _ = try connection.ask("GET", "/status")
            case 2: try connection.write(Array("GET /status HTTP/1.1\r\nX: ".utf8))
            default: try connection.send("POST", "/files", body: [1, 2, 3], length: 9)
            }
        }
        while try await subscribers(machines) != Int64(count / 4) {}
        try await machines.pullTheCable()
        let begin = ContinuousClock.now
        let message = #"{"from":"home","type":"t"}"#
        let isOver = try await poll(atMost: .seconds(240)) {
            // Those who are there are served meanwhile.
            #expect(try await machines.askAtHome("POST", "/ch/a", message).status == 201)
            return try FileManager.default.contentsOfDirectory(atPath: descriptors).count <= before
        }
        #expect(isOver)
        #expect(try await subscribers(machines) == 0)
        PromiseSize.report(
            "\(count) connections to a machine that vanished: all let go after "
                + "\(ContinuousClock.now - begin)")
        withExtendedLifetime(held) {}
    }

    private func subscribers(_ machines: TwoMachines) async throws -> Int64? {
        try JSONText(parsing: try await machines.askAtHome("GET", "/status").body)["subscribers"]?
            .integer
    }
}
