import Testing
import WorkshopModel

@testable import WorkshopClient

@Suite struct HistoryTests {
    private func line(_ number: Int) -> String {
        let id = Samples.id(number).text
        return #"{"id":"\#(id)","ts":1.000,"from":"a","ch":"c","type":"t","body":{}}"# + "\n"
    }

    @Test(arguments: CarrierKind.allCases)
    func oneRequestGivesItsLines(_ carrier: CarrierKind) async throws {
        let text = line(1) + line(2)
        let peer = try ScriptedPeer { connection, _ in
            connection.readRequest()
            connection.answer("200 OK", text)
        }
        let filter = MessageFilter(channels: [ChannelName(unchecked: "c")])
        var lines: [[UInt8]] = []
        for try await line in peer.client(carrier).history(
            HistoryQuery(filter: filter, extent: .last(7)))
        {
            lines.append(line)
        }
        #expect(lines.map { $0 + [10] } == [Array(line(1).utf8), Array(line(2).utf8)])
        #expect(peer.requests.first?.target == "/ch/c/history?n=7")
    }

    @Test(arguments: CarrierKind.allCases)
    func allPagesAreRead(_ carrier: CarrierKind) async throws {
        let pages = [line(1) + line(2), line(3) + line(4), line(5), ""]
        let peer = try ScriptedPeer { connection, _ in
            for page in pages {
                connection.readRequest()
                connection.answer("200 OK", page)
            }
        }
        var ids: [String] = []
        for try await line in peer.client(carrier).wholeHistory(pageSize: 2) {
            ids.append(try Envelope(parsing: line).id)
        }
        #expect(ids == (1...5).map { Samples.id($0).text })
        #expect(
            peer.requests.map(\.target)
                == [ULID.zero, Samples.id(2), Samples.id(4), Samples.id(5)].map {
                    "/history?first=2&since=\($0.text)"
                })
    }

    @Test(arguments: CarrierKind.allCases)
    func aServerThatRepeatsAPageIsFoundOut(_ carrier: CarrierKind) async throws {
        let page = line(1)
        let peer = try ScriptedPeer { connection, _ in
            while connection.readRequest() != nil { connection.answer("200 OK", page) }
        }
        let error = await #expect(throws: ClientError.self) {
            for try await _ in peer.client(carrier).wholeHistory() {}
        }
        guard case .protocolViolation = error else { return #expect(error == nil) }
    }

    @Test(arguments: CarrierKind.allCases)
    func aSlowConsumerHoldsTheConnectionBack(_ carrier: CarrierKind) async throws {
        let piece = String(repeating: line(1), count: 10_000)
        let peer = try ScriptedPeer { connection, _ in
            connection.readRequest()
            connection.write(
                "HTTP/1.1 200 OK\r\nContent-Length: \(piece.utf8.count * 20)\r\n\r\n")
            for _ in 0..<20 { connection.write(piece) }
        }
        var count = 0
        for try await _ in peer.client(carrier).history(HistoryQuery(extent: .last(9))) {
            count += 1
            if count.isMultiple(of: 1_000) { await Task.yield() }
        }
        #expect(count == 200_000)
    }
}
