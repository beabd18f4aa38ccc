import Foundation
import Testing
import WorkshopModel

/// Readers that do not read cost little memory and nobody else anything, and miss nothing.
@Suite(.timeLimit(.minutes(10))) struct SlowReadersPromise {
    private static let stalled = PromiseSize.pick(small: 50, full: 1_000)
    private static let healthy = PromiseSize.pick(small: 2, full: 10)
    private static let woken = PromiseSize.pick(small: 2, full: 20)
    /// What a stream is behind when it wakes: more than all buffers between hold.
    private static let bytes = PromiseSize.pick(small: 8, full: 32) * 1_048_576
    private static let bodyBytes = 16_384

    @Test func `a stream that sleeps costs little, and gets every message once when it wakes`()
        async throws
    {
        let server = try await RunningServer(patience: 600)
        let port = server.port
        let sleepers = try await onThread { try Sleepers(Self.stalled, port: port) }
        let readers = Tally()
        async let seen = Self.readers(Self.healthy, port: port, opened: readers)
        try await readers.waits(for: Self.healthy)
        try await server.waitForSubscribers(Int64(Self.stalled + Self.healthy))
        let count = Self.bytes / Self.bodyBytes
        let ids = try await onThread { try Self.publish(count, port: port) }
        for healthy in try await seen { #expect(healthy == ids) }
        let peak = try #require(PeakMemory.now(of: server.child.identifier))
        #expect(peak < 200 * 1_048_576)
        // Those that slept get the same, at their own pace; one that slept for more than a minute
        // was let go, and goes on where it was.
        let late = try await onThread { try sleepers.wake(Self.woken, port: port, for: ids.count) }
        #expect(late.allSatisfy { $0 == ids })
        PromiseSize.report(
            "slow readers: \(Self.stalled) slept through \(count) messages of \(Self.bodyBytes) "
                + "bytes beside \(Self.healthy) that read, the server's peak was "
                + "\(peak / 1_048_576) MiB, and \(late.count) that woke had every message once")
    }

    /// Each reads to the end mark.
    private static func readers(
        _ count: Int, port: Int, opened: Tally
    ) async throws -> [[String]] {
        try await withThrowingTaskGroup(of: [String].self) { group in
            for _ in 0..<count {
                group.addTask {
                    try await onThread {
                        let stream = try OpenStream(port: port, .lines, after: nil)
                        opened.add()
                        return try stream.ids(bytes / bodyBytes)
                    }
                }
            }
            return try await group.reduce(into: []) { $0.append($1) }
        }
    }

    private static func publish(_ count: Int, port: Int) throws -> [String] {
        let connection = try PlainConnection(port: port)
        let text = String(repeating: "x", count: bodyBytes)
        return try (0..<count).map { _ in
            let answer = try connection.ask(
                "POST", "/ch/load", #"{"from":"a","type":"load.n","body":"\#(text)"}"#)
            return try #require(try JSONText(parsing: answer.body)["id"]?.string)
        }
    }

    /// Streams that are open and not read.
    ///
    /// `@unchecked Sendable`: used by one thread after the other.
    private final class Sleepers: @unchecked Sendable {
        private var streams: [OpenStream]

        init(_ count: Int, port: Int) throws {
            streams = try (0..<count).map { number in
                try OpenStream(port: port, StreamFormat.allCases[number % 2], after: nil)
            }
        }

        /// - Returns: the ids of so many messages, for each of the first streams.
        func wake(_ count: Int, port: Int, for messages: Int) throws -> [[String]] {
            try streams.prefix(count).map { stream in
                let ids = stream.idsUntilItEnds(messages)
                guard ids.count < messages else { return ids }
                let again = try OpenStream(
                    port: port, stream.format, after: ids.last ?? ULID.zero.text)
                return ids + (try again.ids(messages - ids.count))
            }
        }
    }
}

extension OpenStream {
    /// The same of a stream that may have been cut off.
    fileprivate func idsUntilItEnds(_ count: Int) -> [String] {
        var ids: [String] = []
        // A cut is an end here.
        while ids.count < count, (try? read()) == true { ids += takeMessages().map(messageID) }
        return ids
    }

    /// The ids of the first messages.
    fileprivate func ids(_ count: Int) throws -> [String] {
        var ids: [String] = []
        while ids.count < count {
            ids += takeMessages().map(messageID)
            if ids.count < count, try !read() { break }
        }
        return ids
    }
}
