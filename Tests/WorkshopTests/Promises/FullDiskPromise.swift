import Foundation
import Synchronization
import Testing
import WorkshopModel

/// A disk that fills up under load loses nothing that was answered, and a disk with room again
/// needs nobody to say so.
@Suite(.withSmallDisk) struct FullDiskPromise {
    private static let publishers = 64
    private static let uploaders = 8

    @Test func `64 publishers and 8 uploads while the disk fills up`() async throws {
        let server = try await RunningServer(
            SmallDisk.arguments, sync: "full", wrapper: SmallDisk(megabytes: 192).wrapper,
            patience: PromiseSize.patience)
        let port = server.port
        async let followed = Self.follow(port: port)
        try await server.waitForSubscribers(1)
        let load = FullDiskLoad()
        async let published = all(Self.publishers) { try load.publish(port: port, number: $0) }
        async let uploaded = all(Self.uploaders) { try load.upload(port: port, number: $0) }
        var longestReturn = Duration.zero
        for _ in 1...PromiseSize.pick(small: 1, full: 5) {
            try await load.stored.waits(
                for: load.stored.value + PromiseSize.pick(small: 1_000, full: 4_000))
            try SmallDisk.fill(on: server)
            try await load.refused.waits(
                for: load.refused.value + PromiseSize.pick(small: 500, full: 4_000))
            try await load.refusedFiles.waits(for: load.refusedFiles.value + Self.uploaders)
            try await checkWhileFull(server)
            try SmallDisk.makeRoom(on: server)
            let start = ContinuousClock.now
            // Each of them is stored, and from then on nothing is refused.
            load.expectsReturn()
            try await load.returned.waits(for: Self.publishers + Self.uploaders)
            longestReturn = max(longestReturn, ContinuousClock.now - start)
            #expect(ContinuousClock.now - start < .seconds(10))
            load.expectsAll(true)
            try await load.stored.waits(for: load.stored.value + 500)
            #expect(try await poll { try await server.storage()?["ok"]?.boolean == true })
            load.expectsAll(false)
        }
        load.end()
        let messages = try await published.flatMap(\.self)
        let files = try await uploaded.flatMap(\.self)
        #expect(try await server.publish("the.end").status == 201)
        #expect(load.otherAnswers.isEmpty, "\(load.otherAnswers)")
        #expect(load.lateRefusals == 0)
        try await check(messages, files, on: server, followed: try await followed)
        PromiseSize.report(
            "full disk: \(messages.count) messages and \(files.count) files answered with 201 and "
                + "all there, \(load.refused.value + load.refusedFiles.value) with 507, all "
                + "stored again \(longestReturn) after there was room")
    }

    /// Reads and streams go on, and the server says what is wrong.
    private func checkWhileFull(_ server: RunningServer) async throws {
        #expect(try await server.ask("GET", "/history?n=10").status == 200)
        #expect(try await server.ask("GET", "/channels").status == 200)
        let reason = try await poll {
            let reason = try await server.storage()?["reason"]?.string ?? ""
            return reason.hasSuffix("is full")
        }
        #expect(reason)
        #expect(try await server.count("subscribers") == 1)
    }

    private func check(
        _ messages: [String], _ files: [FullDiskLoad.File], on server: RunningServer,
        followed: [String]
    ) async throws {
        let history = try await server.wholeHistory()
        let ids = history.map(messageID)
        #expect(difference(ids, ids.sorted()) == nil)
        // What was answered, and nothing else.
        #expect(difference(ids.dropLast(), messages.sorted()) == nil)
        #expect(difference(followed.map(messageID), ids) == nil)
        for file in files {
            let answer = try await server.ask("GET", "/files/\(file.hash)")
            #expect(answer.status == 200 && answer.body == file.bytes, "\(file.hash)")
        }
        let folder = "\(SmallDisk.path(on: server))/blobs"
        let names = try FileManager.default.contentsOfDirectory(atPath: folder)
        #expect(Set(names) == Set(files.map(\.hash)))
        let check = try Child(
            ["\(SmallDisk.path(on: server))/workshop.db", "PRAGMA integrity_check"],
            of: "/usr/bin/sqlite3")
        #expect(await check.waits() == .status(0))
        #expect(check.output.text == "ok\n")
        #expect(await server.stop() == .status(0))
    }

    private static func follow(port: Int) async throws -> [String] {
        try await onThread {
            let stream = try OpenStream(port: port, .lines, after: nil)
            while stream.messages.last?.contains("the.end") != true {
                try #require(try stream.read())
            }
            return stream.messages
        }
    }

    private func all<Value: Sendable>(
        _ count: Int, _ body: @escaping @Sendable (Int) throws -> Value
    ) async throws -> [Value] {
        try await withThrowingTaskGroup(of: Value.self) { group in
            for number in 0..<count {
                group.addTask { try await onThread { try body(number) } }
            }
            return try await group.reduce(into: []) { $0.append($1) }
        }
    }
}
