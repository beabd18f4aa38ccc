import Arguments
import WorkshopClient
import WorkshopModel

/// How `workshop task run` is to work.
struct TaskRunOptions: Sendable {
    var words: [String]
    var channel: ChannelName?
    var jobs: Int
    var isOnce: Bool
    /// Of `--once`: how long a task is waited for.
    var wait: Duration?
    var lease: Int
    /// Between a wish that a command stop and its being killed.
    var grace: Duration
    var sendsNotes: Bool

    init(_ parsed: ParsedCommand) throws(UsageError) {
        words = parsed.operand("CMD").strings
        channel = try parsed.option("ch").value(as: .channel)
        jobs =
            try parsed.option("jobs").value(as: .integer(in: 1...WorkerOptions.mostJobs)) ?? 1
        isOnce = parsed.flag("once")
        lease = try parsed.option("lease").value(as: .lease) ?? TaskRunOptions.lease
        grace = try parsed.option("grace").value(as: .duration()) ?? TaskRunOptions.grace
        sendsNotes = parsed.flag("notes")
        wait = try parsed.option("wait").value(as: .patience)?.limit
        guard isOnce || !parsed.option("wait").isGiven else {
            throw parsed.usageError("'--wait' needs '--once'")
        }
        guard !isOnce || jobs == 1 else {
            throw parsed.usageError("'--once' and '--jobs' exclude each other")
        }
    }

    static let lease = WorkerOptions().lease
    static let grace = Duration.seconds(10)

    static let descriptions = [
        OptionDescription(
            "ch", value: ValueDescription("CH", .channel), summary: "only tasks of this channel"),
        OptionDescription(
            "jobs", short: "j", value: ValueDescription("N"), defaultText: "1",
            summary: "do this many tasks at once"),
        OptionDescription(
            "once", summary: "do one task and end with the status of CMD"),
        OptionDescription(
            "wait", value: ValueDescription("DURATION"), defaultText: "forever",
            summary: "with --once, wait this long for a task; then the status is 124, or 5 "
                + "where it was 0"),
        OptionDescription(
            "lease", value: ValueDescription("DURATION"), defaultText: "\(lease)s",
            summary: "how long after the worker's death its tasks are open again; 1s to 1d"),
        OptionDescription(
            "grace", value: ValueDescription("DURATION"),
            defaultText: DurationText.of(grace),
            summary: "time for CMD between SIGTERM and SIGKILL"),
        OptionDescription(
            "notes",
            summary: "send what CMD writes to standard error as notes of the task"),
        SharedOptions.from,
    ]
}
