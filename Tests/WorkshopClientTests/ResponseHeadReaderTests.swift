import Testing

@testable import WorkshopClient

@Suite struct ResponseHeadReaderTests {
    private func read(_ lines: [String]) -> ResponseHeadReader.Progress {
        var reader = ResponseHeadReader()
        var progress = ResponseHeadReader.Progress.more
        for line in lines {
            progress = Array(line.utf8).withUnsafeBytes { reader.take(line: $0) }
        }
        return progress
    }

    @Test func namesAreLowerCaseAndValuesTrimmed() {
        let progress = read(["HTTP/1.1 200 OK\r\n", "Content-Type:  text/plain \r\n", "\r\n"])
        let head = ResponseHead(
            status: 200, reason: "OK", headers: [("content-type", "text/plain")])
        #expect(progress == .complete(head))
    }

    @Test func anInterimAnswerIsForgotten() {
        let progress = read([
            "HTTP/1.1 100 Continue\r\n", "X: 1\r\n", "\r\n", "HTTP/1.1 201\r\n", "\r\n",
        ])
        #expect(progress == .complete(ResponseHead(status: 201, reason: "")))
    }

    @Test func headersAreBounded() {
        let line = "X: " + String(repeating: "x", count: 1_000) + "\r\n"
        let progress = read(["HTTP/1.1 200 OK\r\n"] + Array(repeating: line, count: 66))
        #expect(progress == .tooLarge)
    }
}
