import Testing
import WorkshopBench

@testable import workshop_benchmark

@Suite struct AcknowledgementScannerTests {
    struct Answer: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let form: Publication.Acknowledgement
        let bytes: [UInt8]
    }

    static let answers = [
        Answer(
            testDescription: "HTTP", form: .http,
            bytes: Array("HTTP/1.1 201 Created\r\nContent-Length: 2\r\n\r\n{}".utf8)),
        Answer(
            testDescription: "redis XADD", form: .lines(2, lastBeginsWith: ""),
            bytes: Array("$15\r\n1795900111000-0\r\n".utf8)),
        Answer(
            testDescription: "redis PUBLISH", form: .lines(1, lastBeginsWith: ":"),
            bytes: Array(":1000\r\n".utf8)),
        Answer(
            testDescription: "JetStream, beside a ping",
            form: .lines(2, lastBeginsWith: #"{"stream":"kept""#),
            bytes: Array("PING\r\nMSG inbox.1 1 26\r\n{\"stream\":\"kept\",\"seq\":1}\r\n".utf8)),
        Answer(testDescription: "MQTT", form: .packet, bytes: [0x40, 2, 0, 1]),
    ]

    @Test(arguments: answers) func `what a server takes is counted, wherever the bytes are cut`(
        answer: Answer
    ) throws {
        let three = answer.bytes + answer.bytes + answer.bytes
        for place in 0...three.count {
            var scanner = AcknowledgementScanner(answer.form)
            var count = 0
            for part in [Array(three[..<place]), Array(three[place...])] {
                count += try scanner.scan(part.span)
            }
            #expect(count == 3)
        }
    }

    static let refusals = [
        Answer(
            testDescription: "HTTP", form: .http,
            bytes: Array("HTTP/1.1 503 Unavailable\r\nContent-Length: 0\r\n\r\n".utf8)),
        Answer(
            testDescription: "redis", form: .lines(2, lastBeginsWith: ""),
            bytes: Array("-MISCONF errors writing to the AOF file\r\n".utf8)),
        Answer(
            testDescription: "JetStream", form: .lines(2, lastBeginsWith: #"{"stream":"kept""#),
            bytes: Array("MSG inbox.1 1 26\r\n{\"error\":{\"code\":503}}\r\n".utf8)),
        Answer(testDescription: "MQTT", form: .packet, bytes: [0xe0, 0, 0, 0]),
    ]

    @Test(arguments: refusals) func `an error is not counted but thrown`(answer: Answer) {
        #expect(throws: BenchmarkError.self) {
            var scanner = AcknowledgementScanner(answer.form)
            _ = try scanner.scan(answer.bytes.span)
        }
    }
}
