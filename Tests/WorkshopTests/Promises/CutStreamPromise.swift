import Foundation
import Testing
import WorkshopModel

/// A reader that is cut off anywhere and comes back gets every message once, in order.
@Suite struct CutStreamPromise {
    private static let cuts = PromiseSize.pick(small: 50, full: 200)

    @Test(arguments: StreamFormat.allCases)
    func `a stream cut at random while four publish has every id once`(
        _ format: StreamFormat
    ) async throws {
        let server = try await RunningServer(patience: PromiseSize.patience)
        let port = server.port
        let tally = Tally()
        let taken = Tally()
        async let published = withTaskGroup(of: Published?.self) { group in
            for number in 1...4 {
                group.addTask {
                    try? await onThread {
                        publish(
                            port: port, as: "p\(number)", tally: tally, notAheadOf: taken, lead: 300
                        )
                    }
                }
            }
            return await group.reduce(into: [Published]()) { if let one = $1 { $0.append(one) } }
        }
        let read: Reading
        do {
            read = try await onThread {
                defer {
                    tally.end()
                    taken.end()
                }
                return try Self.readInPieces(port: port, format, published: tally, taken: taken)
            }
        } catch {
            Issue.record("\(error); the server said: \(server.child.errors.text)")
            throw error
        }
        let answered = await published.flatMap(\.answered)
        #expect(await published.allSatisfy { $0.refusals.isEmpty })
        let rest = try await onThread { try Self.readRest(port: port, format, read.messages) }
        let history = try await server.wholeHistory()
        let loaded = history.filter { !$0.contains(#""from":"reader""#) }
        #expect(loaded.count == answered.count)
        #expect(Set(loaded.map(messageID)) == Set(answered.map(\.id)))
        let all = read.messages + rest
        #expect(difference(all, history) == nil)
        // Both sides of the change from replay to live were cut.
        #expect(read.cutsWhileLive + read.cutsInReplay == Self.cuts)
        PromiseSize.report(
            "cut stream, \(format): \(Self.cuts) cuts, \(read.cutsWhileLive) of them live, "
                + "\(all.count) messages, each once and in order")
    }

    private struct Reading: Sendable {
        var messages: [String] = []
        var cutsWhileLive = 0
        var cutsInReplay = 0
    }

    private static func readInPieces(
        port: Int, _ format: StreamFormat, published: Tally, taken: Tally
    ) throws -> Reading {
        var reading = Reading()
        let marker = try PlainConnection(port: port)
        for cut in 0..<cuts {
            let cursor = reading.messages.last.map(messageID) ?? ULID.zero.text
            let bytes = Int.random(in: 0...16_000)
            // Every other time it comes back to more than it then takes; between, it is cut once
            // it has caught up.
            let isLive = cut.isMultiple(of: 2)
            if !isLive { published.blocks(until: taken.value + 100) }
            let stream = try OpenStream(
                port: port, format, after: cursor, limit: isLive ? .max : bytes)
            // Told as they come: publishers wait for a reader that has fallen behind, and this one
            // waits for them.
            var counted = 0
            if isLive {
                let here = try Self.mark("here", over: marker)
                while stream.messages.last.map(messageID) ?? "" < here {
                    try #require(try stream.read())
                    counted = taken.count(stream, after: counted)
                }
                stream.limit = bytes
                reading.cutsWhileLive += 1
            }
            while try stream.read() { counted = taken.count(stream, after: counted) }
            _ = taken.count(stream, after: counted)
            reading.messages += stream.messages
            if !isLive, reading.messages.count < published.value { reading.cutsInReplay += 1 }
        }
        return reading
    }

    /// What was published after the last cut, up to a message that is the end.
    private static func readRest(
        port: Int, _ format: StreamFormat, _ messages: [String]
    ) throws -> [String] {
        let end = try mark("end", over: try PlainConnection(port: port))
        let cursor = messages.last.map(messageID) ?? ULID.zero.text
        let stream = try OpenStream(port: port, format, after: cursor)
        while stream.messages.last.map(messageID) != end { try #require(try stream.read()) }
        return stream.messages
    }

    /// Publishes one message of the reader's own.
    ///
    /// - Returns: its id.
    private static func mark(_ type: String, over connection: PlainConnection) throws -> String {
        let answer = try connection.ask("POST", "/ch/a", #"{"from":"reader","type":"\#(type)"}"#)
        return try #require(try JSONText(parsing: answer.body)["id"]?.string)
    }
}

extension Tally {
    /// Adds what a stream has brought since it was counted last.
    ///
    /// - Returns: how much is counted now.
    fileprivate func count(_ stream: OpenStream, after counted: Int) -> Int {
        add(stream.messages.count - counted)
        return stream.messages.count
    }
}
