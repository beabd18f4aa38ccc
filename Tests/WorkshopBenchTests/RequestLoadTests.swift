import Testing
import WorkshopModel

@testable import WorkshopBench

@Suite struct RequestLoadTests {
    /// Asks for anything.
    private final class Asking: RequestWork {
        private(set) var answers = 0

        func request(_ index: Int, on connection: Int, due: Moment) -> [UInt8]? {
            Array("GET / HTTP/1.1\r\n\r\n".utf8)
        }

        func answered(
            _ index: Int, on connection: Int, status: Int, body: [UInt8]
        ) throws(BenchmarkError) -> Bool {
            answers += 1
            return true
        }
    }

    private func run(_ plan: LoadPlan, stall seconds: Double) throws -> LoadFigures {
        let server = try StallingServer(stall: seconds)
        let load = try RequestLoad(
            connections: 1, to: server.address, on: try EventQueue(), plan: plan, work: Asking())
        return try load.run()
    }

    @Test func `a stall counts for every request that was due meanwhile`() throws {
        let figures = try run(.init(rate: 100, end: .afterRequests(20)), stall: 0.2)
        #expect(figures.count == 20)
        #expect(figures.due == 20)
        #expect(figures.unsent == 0)
        // Due 10 ms apart: 200 ms, 190 ms and so on. From when each was sent it would be 200 ms,
        // and next to nothing for all others.
        #expect(figures.latencies.mean >= 0.1)
        #expect(figures.latencies.quantile(0.5) >= 0.09)
    }

    @Test func `back to back, a stall counts for the request that it held up`() throws {
        let figures = try run(.init(end: .afterRequests(20)), stall: 0.2)
        #expect(figures.count == 20)
        #expect(figures.due == nil)
        #expect(figures.latencies.maximum >= 0.2)
    }

    @Test func `what is due and finds no connection until the end is told`() throws {
        let figures = try run(.init(rate: 1_000, end: .after(seconds: 0.1)), stall: 1)
        #expect(figures.due == 100)
        #expect(figures.unsent == 99)
        #expect(figures.count == 1)
    }

}
