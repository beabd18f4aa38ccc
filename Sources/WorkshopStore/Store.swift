public import WorkshopModel

/// How the store answers: once, on one of its own threads.
public typealias Completion<Value> = @Sendable (Result<Value, APIError>) -> Void

/// What the server asks of whatever keeps its data: the seam at which another engine could take
/// over. Nothing above it knows SQL, and nothing below it knows HTTP.
///
/// Every call returns at once and may be made from any thread. Completions run on threads of the
/// store: they must be short, must not block, and must not call back into a `close`.
///
/// Invariant 2: a write's completion runs, and ``StoreObserver/committed(_:)`` is told, only
/// after the transaction is on disk. The observer hears of a batch before the completions of the
/// writes in it run.
public protocol Store: Sendable {
    // MARK: Writes, in the order in which they were submitted

    /// Stores a message. Its id is above every id given before.
    func publish(
        _ draft: MessageDraft, retry: Retry<Message>?,
        completion: @escaping Completion<Answer<Message>>)

    /// Creates a task and announces it, in one transaction. Answers the task.
    func createTask(
        _ draft: TaskDraft, retry: Retry<TaskRecord>?,
        completion: @escaping Completion<Answer<TaskRecord>>)

    /// Applies a verb to a task and announces it, in one transaction.
    ///
    /// Fails, in this order, with `.notFound`, `.malformed` for a missing `from`, then what
    /// ``TaskTransition/decide(_:on:by:claim:)`` says; a failed request changes nothing.
    /// With a key that was used before, none of this is looked at.
    func perform(
        _ request: TaskRequest, retry: Retry<TaskReceipt>?,
        completion: @escaping Completion<Answer<TaskReceipt>>)

    /// Claims the oldest open task that fits, or waits for one: those who wait get tasks in the
    /// order in which they asked, each in the transaction that makes the task open. Answers `nil`
    /// when there is none.
    ///
    /// - Parameter ticket: by which the waiting is ended; without one, or once it was withdrawn,
    ///   nobody waits. `request.wait` is for the caller to keep: nothing here ends by itself.
    func claimNext(
        _ request: NextTaskRequest, retry: Retry<TaskRecord>?, ticket: ClaimTicket?,
        completion: @escaping Completion<Answer<TaskRecord>?>)

    /// Records that an agent is here, and renews the leases it names. Answers the interrupts of
    /// the tasks it holds.
    func beat(_ beat: PresenceBeat, completion: @escaping Completion<[InterruptNotice]>)

    /// Deletes messages and heartbeats that are past their time, slice by slice, other writes in
    /// between. Answers how many messages went.
    func prune(completion: @escaping Completion<Int>)

    // MARK: Reads

    /// The newest id that was given and committed; ``ULID/zero`` before the first.
    var committedThrough: ULID { get }

    /// The next messages after a cursor that a stream with this filter wants.
    ///
    /// - Parameter begins: runs on the store's thread before the snapshot is taken; not at all when
    ///   there will be none.
    func streamPage(
        _ request: StreamPageRequest, begins: @escaping @Sendable () -> Void,
        completion: @escaping Completion<StreamPage>)

    /// The first page of a history request.
    func history(
        _ query: HistoryQuery, byteLimit: Int, completion: @escaping Completion<HistoryPage>)

    /// The next page of a history request.
    func history(
        continuing rest: HistoryRest, byteLimit: Int,
        completion: @escaping Completion<HistoryPage>)

    /// All channels that have messages, sorted by name, bytewise. `subscribers` is 0.
    func channels(completion: @escaping Completion<[ChannelSummary]>)

    /// The first page of a list of tasks, newest first.
    func tasks(
        _ query: TaskListQuery, byteLimit: Int, completion: @escaping Completion<TaskPage>)

    /// The next page of a list of tasks.
    func tasks(
        continuing rest: TaskPage.Rest, byteLimit: Int, completion: @escaping Completion<TaskPage>)

    /// One task; fails with `.notFound`.
    func task(_ id: String, completion: @escaping Completion<TaskRecord>)

    /// The first page of the agents seen in the last 60 seconds, sorted by name, bytewise.
    func presence(byteLimit: Int, completion: @escaping Completion<PresencePage>)

    /// The next page of the agents.
    func presence(
        continuing rest: PresencePage.Rest, byteLimit: Int,
        completion: @escaping Completion<PresencePage>)

    /// Messages, tasks and live agents, in constant time.
    func counts(completion: @escaping Completion<StoreCounts>)

    /// Why nothing, or nothing of some kind, can be stored; `nil` while all is well. O(1).
    var storageTrouble: StorageTrouble? { get }

    /// Runs the answer on the writer's thread as soon as that shows that it lives: between two
    /// transactions, or while it waits for somebody else's lock. Whether anything can be stored
    /// does not matter. Never answers while the writer hangs, nor once the store is closed.
    func pulse(_ answer: @escaping @Sendable () -> Void)

    // MARK: What it tells of itself

    /// What storing has come to so far; never waits.
    var measures: StoreMeasures { get }

    /// What it holds and how much room there is. Late, or never, where a lock or a disk holds up
    /// reading: no answer is an answer too.
    func figures(completion: @escaping Completion<StoreFigures>)

    // MARK: Files

    /// The files known by their SHA-256.
    var blobs: any Blobs { get }

    // MARK: End

    /// Finishes the writes that were submitted, checkpoints and closes. Blocks; called once, after
    /// which every call fails with `.unavailable`.
    func close()
}

/// Hears what a store has committed, in commit order, from the store's one writer.
public protocol StoreObserver: AnyObject, Sendable {
    /// Runs the body, in which all is told that came of one transaction: what was committed and
    /// every answer. Whom it wakes, it need wake only once.
    func settling(_ body: () -> Void)

    /// Messages that are on disk now. Never empty, ids ascending, all above those told before.
    func committed(_ messages: [Message])

    /// Retention has deleted messages up to this id.
    func pruned(through id: ULID)

    /// Something cannot be stored any more, for another reason than before, or, with `nil`, all
    /// can again. Told on the thread that found it.
    func storageChanged(_ trouble: StorageTrouble?)
}

/// Which messages a replaying stream wants next.
public struct StreamPageRequest: Sendable {
    public var filter: MessageFilter
    /// Exclusive; ``ULID/zero`` is the beginning and never a gap.
    public var after: ULID
    /// The page ends after the row that takes the lines' bytes to this many: at least one row.
    public var byteLimit: Int
    public var rowLimit: Int

    public init(filter: MessageFilter, after: ULID, byteLimit: Int, rowLimit: Int) {
        self.filter = filter
        self.after = after
        self.byteLimit = byteLimit
        self.rowLimit = rowLimit
    }
}

/// What was read in one snapshot of the database.
public struct StreamPage: Sendable {
    /// Ascending by id; only valid ids up to the mark.
    public var messages: [Message]
    /// Every message up to this id that the filter wants is in this page or an earlier one. When
    /// the page is the last, this is the newest id committed at the snapshot; it may move although
    /// the page is empty.
    public var reachedThrough: ULID
    /// Whether the snapshot held nothing more: then `reachedThrough` is its newest id.
    public var isLast: Bool
    /// Set when retention has deleted messages above the cursor, or the cursor is above all ids
    /// ever given; the page then begins with the oldest message kept.
    public var gap: GapNotice?

    public init(messages: [Message], reachedThrough: ULID, isLast: Bool, gap: GapNotice?) {
        self.messages = messages
        self.reachedThrough = reachedThrough
        self.isLast = isLast
        self.gap = gap
    }
}

/// A part of a history answer.
public struct HistoryPage: Sendable {
    /// Whole lines, each ended by a line break.
    public var lines: [UInt8]
    /// What is still to be read; `nil` when this was the last page.
    public var rest: HistoryRest?

    public init(lines: [UInt8], rest: HistoryRest?) {
        self.lines = lines
        self.rest = rest
    }
}

/// The rows of a history answer that were picked but not read yet. No transaction is held for
/// them: a row deleted meanwhile is left out.
public struct HistoryRest: Sendable {
    /// In the order of the answer; what they mean is the store's business.
    let rows: ArraySlice<Int64>

    init(rows: ArraySlice<Int64>) {
        self.rows = rows
    }
}

/// Tasks, by their ids; each as it stands when it is read.
public typealias TaskPage = ListPage<TaskRecord, String>

/// Agents, by their rows; each as it was seen last when it is read.
public typealias PresencePage = ListPage<PresenceRecord, Int64>

/// Numbers for `GET /status`.
public struct StoreCounts: Sendable, Equatable {
    public var messages: Int64
    public var tasks: Int64
    public var agentsLive: Int

    public init(messages: Int64, tasks: Int64, agentsLive: Int) {
        self.messages = messages
        self.tasks = tasks
        self.agentsLive = agentsLive
    }
}
