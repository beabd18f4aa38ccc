import Testing
import WorkshopModel

@testable import WorkshopBench

@Suite struct EventScannerTests {
    private static let ids = ["01J4XYZ0000000000000000000", "01J4XYZ0000000000000000001"]
    private let channel = ChannelName(unchecked: "a \"b\"")
    private let sender = AgentName(unchecked: "bench.x")

    private func stream(_ numbers: [Int]) -> [UInt8] {
        let filler = ": open\n\nretry: 500\n\nid: 01J4XYZ0000000000000000009\n\n: \n\n"
        return Array(filler.utf8)
            + zip(Self.ids, numbers).flatMap { id, number in
                let digits = String(number)
                let zeros = String(repeating: "0", count: 10 - digits.count)
                let body = #"{"n":"\#(zeros + digits)","text":"x"}"#
                let name = JSONText(string: channel.text)
                let line =
                    #"{"id":"\#(id)","ts":1700000000.000,"from":"bench.x","ch":\#(name),"#
                    + #""type":"bench.load","v":1,"body":\#(body),"files":[],"reply_to":null}"#
                return Array("id: \(id)\ndata: \(line)\n\n".utf8)
            }
    }

    @Test func `messages and their numbers are found wherever the bytes are cut`() throws {
        let bytes = stream([7, 4_000_000_001])
        let message = NumberedMessage(in: channel, from: sender, bodyBytes: 40)
        let place = message.numberInEvent
        for cut in 0...bytes.count {
            var scanner = EventScanner(numberPlace: place..<place + NumberedMessage.digits)
            var found: [Int?] = []
            var ids: [String] = []
            for part in [0..<cut, cut..<bytes.count] {
                try scanner.scan(bytes.span.extracting(part)) { id, number in
                    ids.append(id.text)
                    found.append(number)
                }
            }
            #expect(found == [7, 4_000_000_001], "\(cut)")
            #expect(ids == Self.ids)
        }
    }

    @Test func `a message without an id is an error`() throws {
        var scanner = EventScanner()
        let bytes = Array("data: {}\n\n".utf8)
        #expect(throws: BenchmarkError.self) {
            try scanner.scan(bytes.span) { _, _ in }
        }
    }
}
