import Crypto
import Glibc
import Synchronization
import Testing
import WorkshopModel

@testable import WorkshopClient

@Suite struct FileTests {
    private static func hash(_ bytes: [UInt8]) -> BlobHash {
        BlobHash(digest: SHA256.hash(data: bytes))
    }

    private static func receipt(_ hash: BlobHash, _ size: Int) -> String {
        #"{"hash":"\#(hash.text)","size":\#(size)}"#
    }

    @Test(arguments: CarrierKind.allCases)
    func aFileOfKnownSizeIsUploaded(_ carrier: CarrierKind) async throws {
        let folder = TemporaryFolder()
        let bytes = Array("hello".utf8)
        folder.write(bytes, to: "note")
        let peer = try ScriptedPeer { connection, _ in
            let request = connection.readRequest()!
            connection.answer(
                "201 Created", FileTests.receipt(FileTests.hash(request.body), request.bodyLength))
        }
        let receipt = try await peer.client(carrier).upload(.file(path: "\(folder.path)/note"))
        #expect(receipt == UploadReceipt(hash: FileTests.hash(bytes), size: 5, isNew: true))
        let request = try #require(peer.requests.first)
        #expect(request["content-length"] == "5" && request.body == bytes)
        #expect(request["content-type"] == "application/octet-stream")
    }

    @Test(arguments: CarrierKind.allCases)
    func anEmptyFileIsUploaded(_ carrier: CarrierKind) async throws {
        let peer = try ScriptedPeer { connection, _ in
            connection.readRequest()
            connection.answer("200 OK", FileTests.receipt(FileTests.hash([]), 0))
        }
        let receipt = try await peer.client(carrier).upload(.bytes([]))
        #expect(!receipt.isNew && receipt.size == 0)
        #expect(peer.requests.first?["content-length"] == "0")
    }

    @Test(arguments: CarrierKind.allCases)
    func aPipeIsUploadedInChunks(_ carrier: CarrierKind) async throws {
        var ends: [CInt] = [0, 0]
        #expect(pipe(&ends) == 0)
        defer { close(ends[0]) }
        let piece = [UInt8](repeating: 7, count: 10_000)
        let writeEnd = ends[1]
        _ = DetachedThread.start {
            for _ in 0..<20 { _ = write(writeEnd, piece, piece.count) }
            close(writeEnd)
        }
        let peer = try ScriptedPeer { connection, _ in
            let request = connection.readRequest()!
            connection.answer(
                "201 Created", FileTests.receipt(FileTests.hash(request.body), request.bodyLength))
        }
        let receipt = try await peer.client(carrier).upload(.descriptor(ends[0], name: "a pipe"))
        #expect(receipt.size == 200_000)
        let request = try #require(peer.requests.first)
        #expect(request.chunks > 1 && request["content-length"] == nil)
    }

    /// The kernel's buffers and two pieces are all that may be under way.
    @Test(arguments: CarrierKind.allCases)
    func anUploadIsReadNoFasterThanItIsSent(_ carrier: CarrierKind) async throws {
        let size: Int64 = 64 << 20
        let folder = TemporaryFolder()
        folder.write([], to: "large")
        truncate("\(folder.path)/large", Int(size))
        let isRead = WakeSignal()
        let mayGoOn = Mutex(false)
        let zeros = [UInt8](repeating: 0, count: 1 << 20)
        var hasher = SHA256()
        for _ in 0..<64 { hasher.update(data: zeros) }
        let hash = BlobHash(digest: hasher.finalize())
        let peer = try ScriptedPeer { connection, _ in
            // Nothing is read before the client has stopped sending by itself.
            while !mayGoOn.withLock({ $0 }) { sched_yield() }
            let request = connection.readRequest(isBodyKept: false)!
            connection.answer("201 Created", FileTests.receipt(hash, request.bodyLength))
            isRead.raise()
        }
        let sent = Mutex<Int64>(0)
        let path = "\(folder.path)/large"
        let task = Task {
            try await peer.client(carrier).upload(.file(path: path)) { progress in
                sent.withLock { $0 = progress.transferred }
            }
        }
        var before: Int64 = -1
        var unchanged = 0
        while unchanged < 2_000 {
            await Task.yield()
            let now = sent.withLock { $0 }
            unchanged = now == before ? unchanged + 1 : 0
            before = now
        }
        #expect(before < 32 << 20)
        mayGoOn.withLock { $0 = true }
        #expect(try await task.value.size == size)
        #expect(sent.withLock { $0 } == size)
        await isRead.wait()
    }

    @Test(arguments: CarrierKind.allCases)
    func aRefusalInTheMiddleOfAnUploadIsHeard(_ carrier: CarrierKind) async throws {
        let peer = try ScriptedPeer { connection, _ in
            _ = connection.readHead()
            connection.answer("413 Too Large", #"{"error":"too large"}"#)
            connection.waitForClose()
        }
        let bytes = [UInt8](repeating: 1, count: 8 << 20)
        await #expect(throws: ClientError.refused(Refusal(status: 413, message: "too large"))) {
            try await peer.client(carrier).upload(.bytes(bytes))
        }
    }

    @Test(arguments: CarrierKind.allCases)
    func aServerThatStoredSomethingElseIsFoundOut(_ carrier: CarrierKind) async throws {
        let peer = try ScriptedPeer { connection, _ in
            connection.readRequest()
            connection.answer("201 Created", FileTests.receipt(FileTests.hash([9]), 5))
        }
        let error = await #expect(throws: ClientError.self) {
            try await peer.client(carrier).upload(.bytes([1]))
        }
        guard case .protocolViolation = error else { return #expect(error == nil) }
    }

    @Test(arguments: CarrierKind.allCases)
    func aFileThatIsNotThereIsALocalError(_ carrier: CarrierKind) async throws {
        let peer = try ScriptedPeer { _, _ in }
        await #expect(
            throws: ClientError.local(
                LocalFailure("cannot open '/tmp/no-such-file'", errorNumber: ENOENT))
        ) {
            try await peer.client(carrier).upload(.file(path: "/tmp/no-such-file"))
        }
        #expect(peer.accepted == 0)
    }

    @Test(arguments: CarrierKind.allCases)
    func aFileIsDownloaded(_ carrier: CarrierKind) async throws {
        let folder = TemporaryFolder()
        folder.write([1, 2, 3], to: "note")
        let peer = try ScriptedPeer { connection, _ in
            connection.readRequest()
            connection.answer("200 OK", "hello")
        }
        let hash = FileTests.hash(Array("hello".utf8))
        let totals = Mutex<[FileProgress]>([])
        let size = try await peer.client(carrier).download(
            hash, to: .file(path: "\(folder.path)/note")
        ) { progress in
            totals.withLock { $0.append(progress) }
        }
        #expect(size == 5 && folder.read("note") == Array("hello".utf8))
        #expect(folder.names == ["note"])
        #expect(totals.withLock { $0.last } == FileProgress(transferred: 5, total: 5))
        #expect(peer.requests.first?.target == "/files/" + PercentCoding.encode(hash.text))
    }

    @Test(arguments: [
        "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhallo",
        "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhel",
        "HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n",
    ])
    func aWrongFileNeverAppears(answer: String) async throws {
        let folder = TemporaryFolder()
        let peer = try ScriptedPeer { connection, _ in
            connection.readRequest()
            connection.write(answer)
        }
        let hash = FileTests.hash(Array("hello".utf8))
        await #expect(throws: ClientError.self) {
            try await peer.client().download(hash, to: .file(path: "\(folder.path)/note"))
        }
        #expect(folder.names == [])
    }

    @Test(arguments: CarrierKind.allCases)
    func aFolderThatIsNotThereIsALocalError(_ carrier: CarrierKind) async throws {
        let peer = try ScriptedPeer { connection, _ in
            connection.readRequest()
            connection.answer("200 OK", "")
        }
        await #expect(
            throws: ClientError.local(
                LocalFailure("cannot create '/tmp/no-such-folder/note'", errorNumber: ENOENT))
        ) {
            try await peer.client(carrier).download(
                FileTests.hash([]), to: .file(path: "/tmp/no-such-folder/note"))
        }
    }

    @Test(arguments: CarrierKind.allCases)
    func aDeviceIsWrittenToAsItIs(_ carrier: CarrierKind) async throws {
        let peer = try ScriptedPeer { connection, _ in
            connection.readRequest()
            connection.answer("200 OK", "hello")
        }
        let hash = FileTests.hash(Array("hello".utf8))
        try await peer.client(carrier).download(hash, to: .file(path: "/dev/null"))
        var status = stat()
        #expect(stat("/dev/null", &status) == 0 && status.st_mode & S_IFMT == S_IFCHR)
    }

    @Test(arguments: CarrierKind.allCases)
    func aPipeWhoseReaderIsGoneIsALocalError(_ carrier: CarrierKind) async throws {
        var ends: [CInt] = [0, 0]
        #expect(pipe(&ends) == 0)
        close(ends[0])
        defer { close(ends[1]) }
        let peer = try ScriptedPeer { connection, _ in
            connection.readRequest()
            connection.answer("200 OK", "hello")
        }
        let hash = FileTests.hash(Array("hello".utf8))
        await #expect(
            throws: ClientError.local(
                LocalFailure("cannot write to standard output", errorNumber: EPIPE))
        ) {
            try await peer.client(carrier).download(
                hash, to: .descriptor(ends[1], name: "standard output"))
        }
    }
}
