import Testing
import WorkshopModel

@testable import WorkshopBench

@Suite struct LoadValueTests {
    @Test func `requests are due evenly, those of the warm-up first`() {
        let plan = LoadPlan(rate: 250, warmUp: 0.1, end: .after(seconds: 2))
        let times = DueTimes(plan, rate: 250, begin: Moment(nanoseconds: 1_000))
        #expect(times.warmUp == 25)
        #expect(times.total == 525)
        #expect(times[0] == Moment(nanoseconds: 1_000))
        #expect(times[25] == Moment(nanoseconds: 100_001_000))
        #expect(times[524] == Moment(nanoseconds: 2_096_001_000))
    }

    @Test func `a number of requests is that number after the warm-up`() {
        let plan = LoadPlan(rate: 3, warmUp: 1, end: .afterRequests(10))
        #expect(DueTimes(plan, rate: 3, begin: .now).total == 13)
    }

    @Test func `the connection that has rested longest is next`() {
        var idle = IdleConnections(3)
        #expect((0..<2).map { _ in idle.next() } == [0, 1])
        idle.append(1)
        idle.append(0)
        #expect((0..<3).map { _ in idle.next() } == [2, 1, 0])
        #expect(idle.isEmpty)
        #expect(idle.next() == nil)
    }

    @Test(arguments: [NumberedMessage.leastBodyBytes, 256, NumberedMessage.mostBodyBytes])
    func `a message has the size it should have, and is one the server takes`(
        _ size: Int
    ) throws {
        let address = try ServerAddress(host: "127.0.0.1", port: "1")
        let channel = ChannelName(unchecked: "c")
        let message = NumberedMessage(
            in: channel, from: AgentName(unchecked: "bench.x"), bodyBytes: size)
        var request = message.request(at: address)
        message.put(1_234_567_890, into: &request)
        let head = try #require(String(decoding: request, as: UTF8.self).firstRange(of: "\r\n\r\n"))
        let body = Array(String(decoding: request, as: UTF8.self)[head.upperBound...].utf8)
        #expect(body.count <= Limits.jsonBody)
        let sent = try #require(try JSONText(parsing: body)["body"])
        #expect(sent.bytes.count == size)
        #expect(sent["n"]?.string == "1234567890")
    }

    @Test(arguments: [32, 33, 1 << 20, (1 << 20) + 32, 5_000_000])
    func `a file is the same however it is taken apart, and no other`(_ size: Int) {
        let pattern = FilePattern(size: size, run: 5)
        var file = pattern.head(of: 3)
        while file.count < size {
            let (bytes, range) = pattern.body(from: file.count)
            file += bytes[range]
        }
        #expect(file.count == size)
        for step in [size, 10_007] {
            for start in stride(from: 0, to: size, by: step) {
                let part = file.span.extracting(start..<min(size, start + step))
                let matches = pattern.matches(part, at: start, of: 3)
                #expect(matches)
            }
        }
        let isOther = pattern.matches(file.span, at: 0, of: 4)
        #expect(!isOther)
        file[size - 1] ^= 1
        let isDamaged = pattern.matches(file.span, at: 0, of: 3)
        #expect(!isDamaged)
    }

    @Test(arguments: [
        ("http://127.0.0.1:4242", "127.0.0.1:4242", ""), ("http://[::1]:80/", "[::1]:80", ""),
        ("http://127.0.0.1/mesh/", "127.0.0.1:80", "/mesh"), ("unix:/run/w.sock", "localhost", ""),
    ])
    func `an address has a host and what stands before each path`(
        _ url: String, _ authority: String, _ prefix: String
    ) throws {
        let address = try ServerAddress(url: url)
        #expect(address.authority == authority)
        #expect(address.prefix == prefix)
    }

    @Test func `an id is written as it was read`() {
        let text = "01J4XYZ0123456789ABCDEFGHJ"
        #expect(MessageID(Array(text.utf8).span).text == text)
    }
}
