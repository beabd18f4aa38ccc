/// Every bound of the protocol in one place, each with its reason.
public enum Limits {
    /// Bytes of a JSON request body: a message is text for agents, bulk goes to `/files`.
    public static let jsonBody = 1_048_576
    /// Bytes of a request line; what nginx and most proxies pass by default.
    public static let requestLine = 8_192
    /// Bytes of all header lines together.
    public static let headers = 16_384
    /// Bytes of one uploaded file unless `--max-file-size` says otherwise.
    public static let fileSize: Int64 = 100 * 1_048_576
    /// Nesting of a message, the envelope counting as 1: the deepest that Debian's jq reads.
    public static let jsonDepth = 256
    /// Bytes of a channel, agent or type name: three fit a screen line of any log.
    public static let name = 128
    /// Bytes of `reply_to`, which is any string.
    public static let replyTo = 128
    /// Bytes of a task's title: it stands in lists and in every message of the task.
    public static let title = 1_024
    /// File hashes in one message.
    public static let files = 256
    /// Channels an agent may announce in one heartbeat.
    public static let presenceChannels = 256
    /// Claims an agent may renew with one heartbeat.
    public static let presenceClaims = 256
    /// Seconds a lease may last: shorter ones would lapse between two heartbeats, longer ones are
    /// no leases.
    public static let leaseSeconds = 1...86_400
    /// Seconds a request for the next task may wait: within what proxies can be set to bear.
    public static let waitSeconds = 300
    /// Bytes of an `Idempotency-Key`.
    public static let idempotencyKey = 128
    /// Milliseconds for which the answer to a request with a key is kept.
    public static let idempotencyMilliseconds: Int64 = 86_400_000
    /// Milliseconds that a lease which lapsed while the server was down still has after a start,
    /// so that its holder can come back.
    public static let lapsedLeaseMilliseconds: Int64 = 30_000
    /// Channels one stream or one history request may pick.
    public static let channelsPerQuery = 64
    /// Messages one history request may ask for; more counts as this many.
    public static let history = 10_000
    /// Messages of one channel's history when `n` is not given.
    public static let channelHistoryDefault = 200
    /// Messages of the history of all channels when `n` is not given.
    public static let allHistoryDefault = 100
    /// Tasks in a list when `n` is not given.
    public static let taskListDefault = 100
    /// Tasks one list request may ask for; more counts as this many.
    public static let taskList = 10_000
    /// Milliseconds for which a heartbeat makes an agent "here".
    public static let presenceMilliseconds: Int64 = 60_000
    /// Milliseconds for which a heartbeat is kept at all.
    public static let presenceKeptMilliseconds: Int64 = 7 * 86_400_000
    /// Milliseconds an id found in a database taken over may be ahead of the clock.
    public static let takeOverAheadMilliseconds: Int64 = 86_400_000
}
