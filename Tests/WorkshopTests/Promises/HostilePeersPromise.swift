import Foundation
import Testing
import WorkshopModel

/// Peers that mean harm, or have none of their wits about them: each is answered or closed, the
/// server stays small, and those who behave are served meanwhile.
@Suite(.timeLimit(.minutes(10))) struct HostilePeersPromise {
    private let megabyte = 1_048_576

    /// What everybody else sees: a publish, a read, and a stream that has it all.
    private func honest(_ server: RunningServer) async throws {
        let port = server.port
        try await onThread {
            let stream = try OpenStream(port: port, .events, after: nil)
            let connection = try PlainConnection(port: port)
            let answer = try connection.ask("POST", "/ch/a", #"{"from":"honest","type":"t"}"#)
            #expect(answer.status == 201)
            while stream.messages.isEmpty, try stream.read() {}
            #expect(
                try JSONText(parsing: answer.body)["id"]?.string == messageID(stream.messages[0]))
            #expect(
                try connection.ask("GET", "/ch/a/history?n=1").text == stream.messages[0] + "\n")
        }
    }

    @Test func `those who send a byte a second are let go, and hold nobody up`() async throws {
        let server = try await RunningServer(patience: 300)
        let count = PromiseSize.pick(small: 200, full: 2_000)
        let port = server.port
        let crowd = try await onThread { try TricklingCrowd(count, port: port) }
        try await honest(server)
        if PromiseSize.isFull {
            let begin = ContinuousClock.now
            let answered = try await onThread { try crowd.trickleToTheEnd() }
            #expect(answered == count)
            PromiseSize.report(
                "\(count) slowloris connections: all answered 408, the last after "
                    + "\(ContinuousClock.now - begin)")
        }
        try await honest(server)
        crowd.leave()
        let peak = try #require(PeakMemory.now(of: server.child.identifier))
        #expect(peak < 200 * megabyte)
    }

    @Test func `a storm of connections leaves nothing behind`() async throws {
        let server = try await RunningServer(patience: 300)
        let count = PromiseSize.pick(small: 2_000, full: 100_000)
        let port = server.port
        // What the first ones make the server keep is no leak.
        try await onThread { try Self.storm(PromiseSize.pick(small: 1_000, full: 10_000), port) }
        try await honest(server)
        let before = try Resources(of: server)
        let begin = ContinuousClock.now
        async let storm: Void = onThread { try Self.storm(count, port) }
        try await honest(server)
        try await storm
        let time = ContinuousClock.now - begin
        try await honest(server)
        #expect(try await poll { try Resources(of: server).descriptors <= before.descriptors })
        let after = try Resources(of: server)
        #expect(after.residentBytes - before.residentBytes < 16 * megabyte)
        PromiseSize.report(
            "\(count) connections in \(time): \(before.descriptors) descriptors before, "
                + "\(after.descriptors) after; \(before.residentBytes / 1_024) KiB before, "
                + "\(after.residentBytes / 1_024) after")
    }

    /// Some ask and go, some go without a word, some in the middle of one.
    private static func storm(_ count: Int, _ port: Int) throws {
        for number in 0..<count {
            let connection = try PlainConnection(port: port)
            switch number % 4 {
            case 0: #expect(try connection.ask("GET", "/status").status == 200)
            case 1: break
            case 2: try connection.write(Array("POST /ch/a HTTP/1.1\r\nHost: lo".utf8))
            default: try connection.send("POST", "/files", body: [1], length: 9)
            }
        }
    }

    @Test func `one that asks and asks and takes no answer is asked for no more`() async throws {
        let server = try await RunningServer(patience: 300)
        let before = try Resources(of: server).residentBytes
        let port = server.port
        let asks = Array(
            String(repeating: "GET /ui/main.js HTTP/1.1\r\nHost: localhost\r\n\r\n", count: 100)
                .utf8)
        // Each asks for two hundred times its own size.
        let size = PromiseSize.pick(small: 32, full: 256) * megabyte
        let sent = try await onThread {
            try PlainConnection(port: port).write(
                repeating: asks, upTo: size, orForMilliseconds: 2_000)
        }
        #expect(sent < size)
        #expect(try Resources(of: server).residentBytes - before < 16 * megabyte)
        try await honest(server)
    }

    @Test func `heads of megabytes are refused`() async throws {
        let server = try await RunningServer()
        let port = server.port
        let size = PromiseSize.pick(small: 2, full: 16) * megabyte
        let filler = [UInt8](repeating: UInt8(ascii: "x"), count: 65_536)
        try await onThread {
            for (start, status) in [
                ("GET /status HTTP/1.1\r\nHost: localhost\r\nX: ", 431), ("GET /", 414),
                (
                    "POST /ch/a HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n0\r\nX: ",
                    431
                ),
            ] {
                let connection = try PlainConnection(port: port)
                try connection.write(Array(start.utf8))
                _ = connection.write(repeating: filler, upTo: size)
                #expect(try connection.answer().status == status, "\(start)")
            }
        }
        try await honest(server)
        let peak = try #require(PeakMemory.now(of: server.child.identifier))
        #expect(peak < 100 * megabyte)
    }

    @Test func `a body that never ends is refused`() async throws {
        let server = try await RunningServer()
        let port = server.port
        let size = PromiseSize.pick(small: 8, full: 2_048) * megabyte
        try await onThread {
            let head = Array(
                "POST /ch/a HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n".utf8)
            let chunk =
                Array("10000\r\n".utf8) + [UInt8](repeating: 0x20, count: 65_536)
                + Array("\r\n".utf8)
            let polite = try PlainConnection(port: port)
            try polite.write(head)
            #expect(polite.write(repeating: chunk, upTo: size) < size)
            #expect(try polite.answer().status == 413)
            // One that does not look for an answer is cut off once a megabyte more was thrown away.
            let rude = try PlainConnection(port: port)
            try rude.write(head)
            var sent = 0
            while sent < size, (try? rude.write(chunk)) != nil { sent += chunk.count }
            #expect(sent < size)
        }
        try await honest(server)
        let peak = try #require(PeakMemory.now(of: server.child.identifier))
        #expect(peak < 100 * megabyte)
    }

    /// At full size alone: few of them cost too little to tell.
    @Test(.enabled(if: PromiseSize.isFull, "it stands in 'make soak'"))
    func `a file in chunks of one byte costs what its bytes do`() async throws {
        let server = try await RunningServer(patience: 300)
        let before = try Resources(of: server).residentBytes
        let port = server.port
        let count = 500_000
        try await withThrowingTaskGroup(of: Void.self) { group in
            for _ in 0..<40 {
                group.addTask {
                    try await onThread {
                        let connection = try PlainConnection(port: port)
                        try connection.send(
                            "POST", "/files", headers: ["Transfer-Encoding: chunked"])
                        let chunks = Array(String(repeating: "1\r\na\r\n", count: 10_000).utf8)
                        for _ in 0..<(count / 10_000) { try connection.write(chunks) }
                        try connection.write(Array("0\r\n\r\n".utf8))
                        let answer = try connection.answer()
                        #expect(answer.status == 201 || answer.status == 200)
                        #expect(try JSONText(parsing: answer.body)["size"]?.integer == Int64(count))
                    }
                }
            }
            try await group.waitForAll()
        }
        let peak = try #require(PeakMemory.now(of: server.child.identifier))
        #expect(peak - before < 100 * megabyte)
        PromiseSize.report(
            "files in chunks of one byte: \((peak - before) / megabyte) MiB above what it had")
        try await honest(server)
    }

    @Test func `a hundred thousand brackets are refused`() async throws {
        let server = try await RunningServer()
        for bracket in ["[", "{\"a\":"] {
            let deep = String(repeating: bracket, count: 100_000)
            let answer = try await server.ask(
                "POST", "/ch/a", #"{"from":"a","type":"t","body":\#(deep)"#)
            #expect(answer.status == 400)
            #expect(answer.text.contains("256"), "\(answer.text)")
        }
        try await honest(server)
    }

    @Test func `every byte in every field is taken as it is or refused with a sentence`()
        async throws
    {
        let server = try await RunningServer()
        let port = server.port
        try await onThread {
            let connection = try PlainConnection(port: port)
            for byte in UInt8.min...UInt8.max {
                for field in ["from", "type", "reply_to", "body"] {
                    let body = Self.message(with: byte, in: field)
                    let answer = try connection.ask("POST", "/ch/bytes", body)
                    guard answer.status == 201 else {
                        #expect(answer.status == 400, "\(byte) in \(field)")
                        #expect(
                            try JSONText(parsing: answer.body)["error"]?.string?.isEmpty == false)
                        continue
                    }
                    // No control character in a name, and nothing that is not UTF-8, got through.
                    let isName = field == "from" || field == "type"
                    #expect((0x20..<(isName ? 0x7F : 0x80)).contains(byte), "\(byte) in \(field)")
                    let line = try connection.ask("GET", "/ch/bytes/history?n=1").body
                    #expect(line.split(separator: 10).count == 1)
                    _ = try Envelope(parsing: line)
                }
            }
        }
        try await honest(server)
    }

    /// A message that would be right but for one byte; a quote or a backslash ends or escapes.
    private static func message(with byte: UInt8, in field: String) -> [UInt8] {
        var fields = ["from": "\"a\"", "type": "\"t\"", "reply_to": "\"r\"", "body": "\"b\""]
            .mapValues { Array($0.utf8) }
        fields[field] = Array("\"x".utf8) + [byte] + Array("y\"".utf8)
        var bytes = Array("{".utf8)
        for (index, (name, value)) in fields.sorted(by: { $0.key < $1.key }).enumerated() {
            bytes += Array("\(index > 0 ? "," : "")\"\(name)\":".utf8) + value
        }
        return bytes + Array("}".utf8)
    }
}

/// What a server's process has now.
private struct Resources {
    let descriptors: Int
    let residentBytes: Int

    init(of server: RunningServer) throws {
        let process = "/proc/\(server.child.identifier)"
        descriptors = try FileManager.default.contentsOfDirectory(atPath: "\(process)/fd").count
        let status = try String(contentsOfFile: "\(process)/status", encoding: .utf8)
        let match = try #require(status.firstMatch(of: /VmRSS:\s*(\d+) kB/))
        residentBytes = try #require(Int(match.1)) * 1_024
    }
}

/// Connections that send one byte of a head after the other.
///
/// `@unchecked Sendable`: used by one thread after the other.
private final class TricklingCrowd: @unchecked Sendable {
    private var waiting: [PlainConnection]

    init(_ count: Int, port: Int) throws {
        waiting = try (0..<count).map { _ in
            let connection = try PlainConnection(port: port)
            try connection.write(Array("GET /status HTTP/1.1\r\nX: ".utf8))
            return connection
        }
    }

    /// - Returns: how many were answered 408.
    func trickleToTheEnd() throws -> Int {
        var answered = 0
        while !waiting.isEmpty {
            waiting = waiting.filter { connection in
                guard connection.hasInput else {
                    // Fails only when it was closed, which the answer tells.
                    return (try? connection.write([UInt8(ascii: "x")])) != nil
                }
                if (try? connection.answer().status) == 408 { answered += 1 }
                return false
            }
            sleep(1)
        }
        return answered
    }

    func leave() { waiting = [] }
}
