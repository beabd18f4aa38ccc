import WorkshopModel
import WorkshopStore

/// A store in a folder of its own, with a clock that stands and answers that can be awaited.
final class TestStore: Sendable {
    let folder: TemporaryFolder
    let clock: TestClock
    let recorder: Recorder
    let store: SQLiteStore

    init(
        in folder: TemporaryFolder? = nil, clock: TestClock = TestClock(),
        recorder: Recorder = Recorder(), change: (inout StoreConfiguration) -> Void = { _ in }
    ) throws {
        let folder = try folder ?? TemporaryFolder()
        self.folder = folder
        self.clock = clock
        self.recorder = recorder
        store = try SQLiteStore(
            TestStore.configuration(in: folder, clock: clock, change: change),
            observer: recorder)
    }

    static func configuration(
        in folder: TemporaryFolder, clock: TestClock = TestClock(),
        change: (inout StoreConfiguration) -> Void = { _ in }
    ) -> StoreConfiguration {
        var configuration = StoreConfiguration(
            databasePath: folder.file("workshop.db"), blobsPath: folder.file("blobs"),
            durability: .normal, clock: { clock.now })
        change(&configuration)
        return configuration
    }

    /// The database as others see it.
    func raw() throws -> RawDatabase { try RawDatabase(folder.file("workshop.db")) }

    /// Asks and waits.
    func ask<Value: Sendable>(
        _ question: (SQLiteStore, @escaping Completion<Value>) -> Void
    ) async throws -> Value {
        try await withCheckedContinuation { continuation in
            question(store) { continuation.resume(returning: $0) }
        }.get()
    }

    @discardableResult
    func publish(
        _ type: String = "msg.text", ch: String = "general", from: String = "alice",
        body: String = "{}"
    ) async throws -> Message {
        let draft = try draft(type, ch: ch, from: from, body: body)
        return try await ask { $0.publish(draft, completion: $1) }
    }

    func draft(
        _ type: String = "msg.text", ch: String = "general", from: String = "alice",
        body: String = "{}"
    ) throws -> MessageDraft {
        MessageDraft(
            channel: try ChannelName(validating: ch), from: try AgentName(validating: from),
            type: try MessageType(validating: type), body: try JSONText(parsing: body.utf8))
    }

    func createTask(
        _ title: String = "mow", from: String = "boss", for assignee: String? = nil,
        ch: String = "tasks"
    ) async throws -> TaskRecord {
        let draft = TaskDraft(
            from: try AgentName(validating: from), title: try TaskTitle(validating: title),
            assignee: try assignee.map { try AgentName(validating: $0) },
            channel: try ChannelName(validating: ch))
        return try await ask { $0.createTask(draft, completion: $1) }
    }

    @discardableResult
    func perform(
        _ action: TaskRequest.Action, on id: String, by agent: String?, claim: String? = nil
    ) async throws -> TaskReceipt {
        let request = TaskRequest(
            id: id, action: action, from: agent.map { AgentName(unchecked: $0) }, claim: claim)
        return try await ask { $0.perform(request, completion: $1) }
    }

    func task(_ id: String) async throws -> TaskRecord {
        try await ask { $0.task(id, completion: $1) }
    }

    /// All lines of a history answer, read in pages of few bytes.
    func history(_ query: HistoryQuery, byteLimit: Int = 1_000) async throws -> [String] {
        var lines: [String] = []
        var page = try await ask { $0.history(query, byteLimit: byteLimit, completion: $1) }
        while true {
            lines += String(decoding: page.lines, as: UTF8.self)
                .split(separator: "\n").map(String.init)
            guard let rest = page.rest else { return lines }
            page = try await ask {
                $0.history(continuing: rest, byteLimit: byteLimit, completion: $1)
            }
        }
    }

    /// The ids of a history answer.
    func ids(_ query: HistoryQuery) async throws -> [String] {
        try await history(query).map { line in
            try JSONText(parsing: line.utf8)["id"]?.string ?? "?"
        }
    }

    func page(
        after: ULID, filter: MessageFilter = .everything, byteLimit: Int = 1 << 20,
        rowLimit: Int = 100
    ) async throws -> StreamPage {
        let request = StreamPageRequest(
            filter: filter, after: after, byteLimit: byteLimit, rowLimit: rowLimit)
        return try await ask { $0.streamPage(request, begins: {}, completion: $1) }
    }

    /// Every message that a stream would replay.
    func replay(
        after: ULID, filter: MessageFilter = .everything, rowLimit: Int = 100
    ) async throws -> [Message] {
        var messages: [Message] = []
        var cursor = after
        while true {
            let page = try await page(after: cursor, filter: filter, rowLimit: rowLimit)
            messages += page.messages
            cursor = page.reachedThrough
            if page.isLast { return messages }
        }
    }

    func counts() async throws -> StoreCounts { try await ask { $0.counts(completion: $1) } }

    /// Asks until the answer is the one that is waited for; the test's own time limit ends it.
    func countsBecome(messages: Int64, tasks: Int64) async throws {
        while true {
            let counts = try await counts()
            if counts.messages == messages, counts.tasks == tasks { return }
            try Task.checkCancellation()
            await Task.yield()
        }
    }
}
