import Testing
import WorkshopModel

@testable import WorkshopBench

@Suite struct ClaimingTests {
    private let ids = ["01J4XYZ0000000000000000000", "01J4XYZ0000000000000000001"]

    private func claiming() throws -> Claiming {
        let open = Set(ids.map { MessageID(Array($0.utf8).span) })
        return Claiming(
            in: ChannelName(unchecked: "c"), by: [AgentName(unchecked: "a")], open: open,
            at: try ServerAddress(host: "127.0.0.1", port: "1"))
    }

    private func claimed(_ id: String, by agent: Int, _ claiming: Claiming) throws -> Bool {
        let body = Array(#"{"id":"\#(id)","status":"claimed"}"#.utf8)
        return try claiming.answered(0, on: agent, status: 200, body: body)
    }

    @Test func `a task with two winners is found`() throws {
        let claiming = try claiming()
        let isFirst = try claimed(ids[0], by: 0, claiming)
        #expect(isFirst)
        let error = #expect(throws: BenchmarkError.self) {
            try claimed(ids[0], by: 1, claiming)
        }
        #expect(error?.sentence == "task \(ids[0]) was given to two agents")
        #expect(claiming.left == 1)
    }

    @Test func `a task that was not created for it is found`() throws {
        let claiming = try claiming()
        let error = #expect(throws: BenchmarkError.self) {
            try claimed("01J4XYZ0000000000000000009", by: 0, claiming)
        }
        #expect(error?.sentence.contains("is none of those created") == true)
    }

    @Test func `nobody asks again once there is none`() throws {
        let claiming = try claiming()
        #expect(claiming.request(0, on: 0, due: .now) != nil)
        let counts = try claiming.answered(0, on: 0, status: 204, body: [])
        #expect(!counts)
        #expect(claiming.request(1, on: 0, due: .now) == nil)
    }
}
