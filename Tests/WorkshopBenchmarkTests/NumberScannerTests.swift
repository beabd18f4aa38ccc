import Testing
import WorkshopBench

@testable import workshop_benchmark

@Suite struct NumberScannerTests {
    /// As each server writes them around the same body.
    static let streams = [
        ": hi\n\nid: 1795900111:0\ndata: BODY\n\n",
        "*3\r\n$7\r\nmessage\r\n$4\r\nload\r\n$256\r\nBODY\r\n",
        "MSG load 1 256\r\nBODY\r\n",
    ]

    private func numbers(in parts: [[UInt8]]) throws -> [Int] {
        var scanner = NumberScanner()
        var numbers: [Int] = []
        for part in parts {
            try scanner.scan(part.span) { numbers.append($0) }
        }
        return numbers
    }

    private func bytes(_ frame: String, _ number: Int) -> [UInt8] {
        let frame = frame.replacing("BODY", with: Publication.body())
        var publication = Publication(frame, acknowledgement: .http)
        publication.setNumber(number)
        return publication.bytes
    }

    @Test(arguments: streams) func `numbers are found whatever the protocol`(frame: String) throws {
        let all = bytes(frame, 41) + bytes(frame, 987_654_321_012)
        #expect(try numbers(in: [all]) == [41, 987_654_321_012])
    }

    @Test func `numbers are found wherever the bytes are cut`() throws {
        let all = bytes(Self.streams[1], 7) + bytes(Self.streams[1], 8)
        for place in 0...all.count {
            #expect(try numbers(in: [Array(all[..<place]), Array(all[place...])]) == [7, 8])
        }
    }

    @Test func `a number that is cut short is none`() {
        #expect(throws: BenchmarkError.self) { try numbers(in: [Array("x#0000\"}".utf8)]) }
    }

    @Test(arguments: [64, 256, 1_024]) func `bodies are of the size asked for`(count: Int) {
        #expect(Publication.body(bytes: count).utf8.count == count)
    }
}
