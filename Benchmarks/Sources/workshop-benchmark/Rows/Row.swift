import WorkshopBench

/// What can be measured, in the order of the table.
enum Row: String, CaseIterable {
    case publish64 = "publish-64"
    case publish1 = "publish-1"
    case publish16 = "publish-16"
    case fanOut = "fan-out"
    case idleStreams = "idle-streams"
    case history
    case pacedStreams = "paced-streams"
    case stalledReaders = "stalled-readers"
    case nextTask = "next-task"
    case commands

    var title: String {
        switch self {
        case .publish64: "64 connections publish back to back, 256-byte bodies"
        case .publish1: "1 connection publishes back to back, 256-byte bodies"
        case .publish16: "16 connections publish back to back, 256-byte bodies"
        case .fanOut: "1 000 streams of what one connection publishes back to back"
        case .idleStreams: "5 000 open streams that nothing is published to"
        case .history: "history of 100 and status, few messages against many"
        case .pacedStreams: "100 streams of 100 messages a second"
        case .stalledReaders:
            "1 000 streams of 500 messages a second, beside 1 000 that never read"
        case .nextTask: "100 agents wait for tasks that come one by one"
        case .commands: "one command as a whole process, beside curl"
        }
    }

    func measure(_ bench: Bench) throws(BenchmarkError) -> [Figure] {
        switch self {
        case .publish64:
            try PublishRow(connections: 64, leastPerSecond: 30_000).measure(bench)
        case .publish1:
            try PublishRow(connections: 1, mostSyncTimes: 2).measure(bench)
        case .publish16: try PublishRow(connections: 16).measure(bench)
        case .fanOut: try FanOutRow().measure(bench)
        case .idleStreams: try IdleStreamsRow().measure(bench)
        case .history: try HistoryRow().measure(bench)
        case .pacedStreams: try PacedStreamsRow().measure(bench)
        case .stalledReaders: try StalledReadersRow().measure(bench)
        case .nextTask: try NextTaskRow().measure(bench)
        case .commands: try CommandsRow().measure(bench)
        }
    }
}
