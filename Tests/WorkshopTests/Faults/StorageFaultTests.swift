import Foundation
import Testing
import WorkshopModel

/// What a server does while its disk fails it, and that it is itself again afterwards.
@Suite(.withFaults) struct StorageFaultTests {
    /// A failure of a publish: where, which, and what is answered.
    struct Failure: Sendable, CustomTestStringConvertible {
        var call: Faults.Call
        var path: String
        var number: Int32
        var status: Int
        var words: String

        var testDescription: String { "\(call) of \(path): \(number)" }
    }

    static let logFailures = [
        Failure(
            call: .sync, path: "workshop.db-wal$", number: EIO, status: 500,
            words: "the database failed: disk I/O error: input/output error"),
        Failure(
            call: .sync, path: "workshop.db-wal$", number: ENOSPC, status: 507,
            words: "the disk of the database is full, nothing was stored"),
        Failure(
            call: .write, path: "workshop.db-wal$", number: EIO, status: 500,
            words: "the database failed: disk I/O error: input/output error"),
        Failure(
            call: .write, path: "workshop.db-wal$", number: EROFS, status: 500,
            words: "the database failed: disk I/O error: read-only file system"),
        Failure(
            call: .write, path: "workshop.db-wal$", number: ENOSPC, status: 507,
            words: "the disk of the database is full, nothing was stored"),
        Failure(
            call: .write, path: "workshop.db-wal$", number: EDQUOT, status: 507,
            words: "the disk of the database is full, nothing was stored"),
    ]

    @Test(arguments: logFailures)
    func `a log that fails is told, hurts no reader, and is well again by itself`(
        _ failure: Failure
    ) async throws {
        let faults = try Faults()
        let server = try await RunningServer(sync: "full", environment: faults.environment)
        let tail = try await server.startTail()
        #expect(try await server.publish("before").status == 201)

        try faults.set(failure.call, of: failure.path, failure.number)
        let refusal = try await server.publish("refused")
        #expect(refusal.status == failure.status)
        #expect(refusal.error == failure.words)
        let task = try await server.ask("POST", "/tasks", #"{"from":"me","title":"x"}"#)
        #expect(task.status == failure.status)
        #expect(try await server.types() == ["before"])
        let check = try await server.run("status", "--check")
        #expect(check.exit == .status(1) && check.output.isEmpty)
        let reason = failure.words.replacing(", nothing was stored", with: "")
        #expect(check.errors == "workshop: the server cannot store what it is sent: \(reason)\n")
        let screen = try await server.run("status", terminal: true).text
        #expect(screen.contains("cannot store") && screen.contains(reason))

        try faults.clear(failure.call)
        // Nobody writes meanwhile: it tries by itself.
        #expect(try await poll { try await server.run("status", "--check").exit == .status(0) })
        #expect(try await server.publish("after").status == 201)
        #expect(try await server.types() == ["before", "after"])
        #expect(await tail.output.waits(forLines: 2))
        #expect(!tail.output.text.contains("refused"))
        let remarks = server.child.errors.lines.filter {
            $0.contains("stored") || $0.contains("store ")
        }
        #expect(remarks.count == 2, "\(remarks)")
    }

    @Test func `what a failed sync refused does not come back by a crash`() async throws {
        let faults = try Faults()
        let server = try await RunningServer(sync: "full", environment: faults.environment)
        #expect(try await server.publish("before").status == 201)
        try faults.set(.sync, of: "workshop.db-wal$", EIO)
        #expect(try await server.publish("refused").status == 500)
        try faults.clear(.sync)
        #expect(try await poll { try await server.run("status", "--check").exit == .status(0) })
        server.child.send(SIGKILL)
        _ = await server.child.waits()
        let again = try await RunningServer(in: server.folder)
        #expect(try await again.types() == ["before"])
    }

    @Test func `metrics tell that a disk fails, and that it is well again`() async throws {
        let faults = try Faults()
        let server = try await RunningServer(sync: "full", environment: faults.environment)
        func tells(_ sample: String) async throws -> Bool {
            let text = String(decoding: try await server.ask("GET", "/metrics").body, as: UTF8.self)
            return text.contains("\n\(sample)\n")
        }
        #expect(try await server.publish("before").status == 201)
        #expect(try await tells("workshop_storage_ok 1"))
        try faults.set(.sync, of: "workshop.db-wal$", EIO)
        #expect(try await server.publish("refused").status == 500)
        #expect(try await tells("workshop_storage_ok 0"))
        #expect(try await tells("workshop_messages_committed_total 1"))
        let refused =
            #"workshop_http_requests_total{route="/ch/{ch}",method="POST",status="500"} 1"#
        #expect(try await tells(refused))
        try faults.clear(.sync)
        #expect(try await poll { try await tells("workshop_storage_ok 1") })
    }

    @Test func `nor while syncs go on failing`() async throws {
        let faults = try Faults()
        let server = try await RunningServer(sync: "full", environment: faults.environment)
        #expect(try await server.publish("before").status == 201)
        try faults.set(.sync, of: "workshop.db-wal$", EIO)
        #expect(try await server.publish("refused").status == 500)
        server.child.send(SIGKILL)
        _ = await server.child.waits()
        let again = try await RunningServer(in: server.folder)
        #expect(try await again.publish("after").status == 201)
        #expect(try await again.types() == ["before", "after"])
        let ids = try await again.wholeHistory().map(messageID)
        #expect(ids == ids.sorted())
    }

    @Test func `a database that takes no more of the log is told, and writes go on`() async throws {
        let faults = try Faults()
        let server = try await RunningServer(environment: faults.environment)
        try faults.set(.write, of: "workshop.db$", EIO)
        // More than the log may have before it is moved.
        let body = #"{"text":""# + String(repeating: "x", count: 1_000_000) + #""}"#
        for _ in 0..<36 { #expect(try await server.publish("big", body).status == 201) }
        let words = "the log cannot be moved into the database: disk I/O error: input/output error"
        #expect(try await poll { try await server.storage()?["reason"]?.string == words })
        #expect(try await server.publish("small").status == 201)
        try faults.clear(.write)
        #expect(try await poll { try await server.storage()?["ok"]?.boolean == true })
        #expect(await server.stop() == .status(0))
        #expect(!FileManager.default.fileExists(atPath: server.folder.file("workshop.db-wal")))
        let again = try await RunningServer(in: server.folder)
        #expect(try await again.count("messages") == 37)
    }

    static let fileFailures = [
        Failure(
            call: .write, path: "/.upload-", number: ENOSPC, status: 507,
            words: "the disk of the files is full, nothing was stored"),
        Failure(
            call: .write, path: "/.upload-", number: EDQUOT, status: 507,
            words: "the disk of the files is full, nothing was stored"),
        Failure(
            call: .write, path: "/.upload-", number: EIO, status: 500,
            words: "the file could not be handled: input/output error"),
        Failure(
            call: .sync, path: "/.upload-", number: EIO, status: 500,
            words: "the file could not be handled: input/output error"),
        Failure(
            call: .sync, path: "/blobs$", number: EIO, status: 500,
            words: "the file could not be handled: input/output error"),
        Failure(
            call: .name, path: "blobs/", number: EIO, status: 500,
            words: "the file could not be handled: input/output error"),
        Failure(
            call: .open, path: "/.upload-", number: EROFS, status: 500,
            words: "the file could not be handled: read-only file system"),
        Failure(
            call: .open, path: "/.upload-", number: EACCES, status: 500,
            words: "the file could not be handled: permission denied"),
    ]

    @Test(arguments: fileFailures)
    func `a file that cannot be kept is refused and leaves nothing torn`(
        _ failure: Failure
    ) async throws {
        let faults = try Faults()
        let server = try await RunningServer(environment: faults.environment)
        let kept = try await server.upload([1, 2, 3])
        #expect(kept.status == 201)
        try faults.set(failure.call, of: failure.path, failure.number)
        let bytes = [UInt8](repeating: 7, count: 300_000)
        let refusal = try await server.upload(bytes)
        #expect(refusal.status == failure.status)
        #expect(refusal.error == failure.words)
        #expect(try await server.storage()?["ok"]?.boolean == false)
        // Messages are another matter, and so is what is there.
        #expect(try await server.publish("said").status == 201)
        #expect(try await server.ask("GET", "/files/\(kept.member("hash"))").body == [1, 2, 3])
        #expect(try await poll { try server.uploadsInHand().isEmpty })

        try faults.clear(failure.call)
        #expect(try await poll { try await server.storage()?["ok"]?.boolean == true })
        let again = try await server.upload(bytes)
        #expect(again.status == 201 || again.status == 200)
        #expect(try await server.ask("GET", "/files/\(again.member("hash"))").body == bytes)
        #expect(try await poll { try server.uploadsInHand().isEmpty })
    }

    @Test func `writes that take fewer bytes than they were given are gone on with`() async throws {
        let faults = try Faults()
        try faults.set(.short, of: "/", 1_000)
        let server = try await RunningServer(sync: "full", environment: faults.environment)
        let bytes = (0..<100_000).map { UInt8(truncatingIfNeeded: $0 &* 7) }
        let file = try await server.upload(bytes)
        #expect(file.status == 201)
        for number in 0..<20 { #expect(try await server.publish("n.\(number)").status == 201) }
        #expect(try await server.ask("GET", "/files/\(file.member("hash"))").body == bytes)
        server.child.send(SIGKILL)
        _ = await server.child.waits()
        let again = try await RunningServer(in: server.folder)
        #expect(try await again.types() == (0..<20).map { "n.\($0)" })
    }

    @Test func `a bound on the size of files is an error, not the end`() async throws {
        // 2 MiB, in blocks of 512 bytes.
        let server = try await RunningServer(
            wrapper: ["/bin/sh", "-c", "ulimit -f 4096 && exec \"$@\"", "sh"])
        #expect(try await server.upload([UInt8](repeating: 1, count: 2_097_152)).status == 201)
        let big = try await server.upload([UInt8](repeating: 2, count: 2_097_153))
        #expect(big.status == 500)
        #expect(big.error == "the file could not be handled: file too large")
        #expect(try await server.publish("said").status == 201)
        #expect(try await poll { try server.uploadsInHand().isEmpty })
    }
}
