import Glibc
import Logging
import Synchronization
import Testing
import WorkshopModel
import WorkshopServer
import WorkshopStore

/// A whole server in this process: real store in a fresh folder, real sockets, port 0.
final class RunningServer: Sendable {
    let folder: TemporaryFolder
    let port: Int
    let clock: TestClock
    private let server: Server
    private let store: SQLiteStore

    private init(
        folder: TemporaryFolder, port: Int, clock: TestClock, server: Server, store: SQLiteStore
    ) {
        self.folder = folder
        self.port = port
        self.clock = clock
        self.server = server
        self.store = store
    }

    /// Runs a test against a server and stops it whatever happens.
    ///
    /// - Returns: what the test wants to look at when the server has ended.
    @discardableResult
    static func with<Value>(
        in folder: TemporaryFolder = TemporaryFolder(), clock: TestClock = TestClock(),
        configure: (inout ServerConfiguration, inout StoreConfiguration) -> Void = { _, _ in },
        _ body: (RunningServer) async throws -> Value
    ) async throws -> Value {
        let running = try await start(in: folder, clock: clock, configure: configure)
        do {
            let value = try await body(running)
            await running.stop()
            return value
        } catch {
            await running.stop()
            throw error
        }
    }

    static func start(
        in folder: TemporaryFolder, clock: TestClock,
        configure: (inout ServerConfiguration, inout StoreConfiguration) -> Void
    ) async throws -> RunningServer {
        var logger = Logger(label: "test") { _ in StderrLogHandler(forJournal: false) }
        logger.logLevel = .error
        var configuration = ServerConfiguration(
            listen: [.internet(host: "127.0.0.1", port: 0)],
            descriptors: DescriptorBudget(connections: 1_000, turnedAway: 8, files: 100),
            version: "0.0.0", logger: logger, clock: clock.now)
        var storage = StoreConfiguration(
            databasePath: folder.path + "/workshop.db", blobsPath: folder.path + "/blobs",
            clock: clock.now)
        configure(&configuration, &storage)
        let server = Server(configuration: configuration)
        let store = try SQLiteStore(storage, observer: server.observer)
        let addresses = try await server.start(store: store)
        guard case .internet(_, let port) = addresses[0] else { preconditionFailure("TCP first") }
        return RunningServer(
            folder: folder, port: port, clock: clock, server: server, store: store)
    }

    func stop() async {
        await server.shutDown()
        store.close()
    }

    func pulse(_ answer: @escaping @Sendable () -> Void) { server.pulse(answer) }

    /// Waits for a sign of life.
    func pulse() async {
        await withCheckedContinuation { continuation in pulse { continuation.resume() } }
    }

    func connect(receiveBuffer: CInt? = nil) throws -> RawConnection {
        try RawConnection(port: port, receiveBuffer: receiveBuffer)
    }

    /// One request on a connection of its own.
    func request(
        _ method: String, _ target: String, _ body: String? = nil, headers: [String] = []
    ) throws -> RawResponse {
        try request(method, target, bytes: body.map { Array($0.utf8) }, headers: headers)
    }

    func request(
        _ method: String, _ target: String, bytes: [UInt8]?, headers: [String] = []
    ) throws -> RawResponse {
        let connection = try connect()
        var head = "\(method) \(target) HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n"
        for header in headers { head += header + "\r\n" }
        if let bytes { head += "Content-Length: \(bytes.count)\r\n" }
        try connection.send(head + "\r\n")
        if let bytes { try connection.send(bytes) }
        return try connection.readResponse(hasBody: method != "HEAD")
    }

    /// Publishes and gives the id.
    @discardableResult
    func publish(_ channel: String, type: String = "t", from: String = "a", body: String = "{}")
        throws -> String
    {
        let response = try request(
            "POST", "/ch/\(channel)", #"{"from":"\#(from)","type":"\#(type)","body":\#(body)}"#)
        #expect(response.status == 201, "\(response.text)")
        return try #require(response.json()["id"]?.string)
    }

    /// Opens a stream and reads its head.
    func stream(
        _ target: String, headers: [String] = [], receiveBuffer: CInt? = nil
    ) throws -> RawStream {
        let connection = try connect(receiveBuffer: receiveBuffer)
        let extra = headers.map { $0 + "\r\n" }.joined()
        try connection.send("GET \(target) HTTP/1.1\r\nHost: localhost\r\n\(extra)\r\n")
        let head = try connection.take(through: "\r\n\r\n")
        let status = Int(head.dropFirst(9).prefix(3)) ?? 0
        return RawStream(connection, RawResponse(status: status, head: head, body: []))
    }
}

/// An open stream of events or lines.
final class RawStream {
    let connection: RawConnection
    let response: RawResponse
    private var reader = EventStreamReader()
    private var events: [EventStreamReader.Event] = []
    private var lines: [UInt8] = []

    init(_ connection: RawConnection, _ response: RawResponse) {
        self.connection = connection
        self.response = response
    }

    /// The next event of a stream of events; `nil` at its clean end.
    func nextEvent() throws -> EventStreamReader.Event? {
        while events.isEmpty {
            guard let chunk = try connection.readChunk() else { return nil }
            try chunk.withUnsafeBytes { try reader.feed($0) { events.append($0) } }
        }
        return events.removeFirst()
    }

    /// The next message of a stream of events.
    func nextMessage() throws -> Envelope {
        while true {
            guard case .message(_, let data, _) = try #require(try nextEvent()) else { continue }
            return try Envelope(parsing: data)
        }
    }

    /// The ids of the next messages.
    func nextIDs(_ count: Int) throws -> [String] {
        try (0..<count).map { _ in try nextMessage().id }
    }

    /// The next line of a stream of lines, keepalives left out; `nil` at its clean end.
    func nextLine() throws -> String? {
        while true {
            if let end = lines.firstIndex(of: UInt8(ascii: "\n")) {
                let line = String(decoding: lines[..<end], as: UTF8.self)
                lines.removeFirst(end + 1)
                if line.isEmpty { continue }
                return line
            }
            guard let chunk = try connection.readChunk() else { return nil }
            lines += chunk
        }
    }
}

/// A clock that tests set.
final class TestClock: Sendable {
    private let milliseconds: Mutex<Int64?>

    /// - Parameter milliseconds: where it stands; `nil` runs with the machine's.
    init(_ milliseconds: Int64? = nil) { self.milliseconds = Mutex(milliseconds) }

    var now: @Sendable () -> Timestamp {
        { self.milliseconds.withLock { $0 }.map(Timestamp.init(milliseconds:)) ?? TestClock.wall() }
    }

    func set(_ value: Int64) { milliseconds.withLock { $0 = value } }

    static func wall() -> Timestamp {
        var time = timespec()
        clock_gettime(CLOCK_REALTIME, &time)
        return Timestamp(milliseconds: Int64(time.tv_sec) * 1_000 + Int64(time.tv_nsec) / 1_000_000)
    }
}

/// A folder that goes with its owner.
final class TemporaryFolder: Sendable {
    let path: String

    init() {
        var template = Array("/tmp/workshop-test-XXXXXX".utf8CString)
        path = template.withUnsafeMutableBufferPointer { buffer in
            // Tests may fail hard.
            String(cString: mkdtemp(buffer.baseAddress!)!)
        }
    }

    deinit {
        let pid = path.withCString { path in
            var child = pid_t()
            let words = [strdup("rm"), strdup("-rf"), strdup(path), nil]
            defer { for word in words { free(word) } }
            posix_spawnp(&child, "rm", nil, nil, words, environ)
            return child
        }
        var status: CInt = 0
        waitpid(pid, &status, 0)
    }
}
