import Arguments
import WorkshopBench
import WorkshopModel

/// The options that several `bench` commands have, described once.
enum BenchOptions {
    static let channel = "bench"
    /// A second apart at most, so that no connection rests until the server closes it.
    private static let rates = 1...1_000_000
    static let mostConnections = 10_000

    static let ch = OptionDescription(
        "ch", value: ValueDescription("CH", .channel), defaultText: channel,
        summary: "the channel that is written to")

    static let channels = OptionDescription(
        "channels", value: ValueDescription("N"), defaultText: "1",
        summary: "spread the load over this many channels: CH.1, CH.2 and so on")

    static func connections(_ standard: Int, _ summary: String) -> OptionDescription {
        OptionDescription(
            "connections", short: "c", value: ValueDescription("N"), defaultText: "\(standard)",
            summary: summary)
    }

    static let size = OptionDescription(
        "size", short: "s", value: ValueDescription("SIZE"), defaultText: "256",
        summary: "bytes of each message's body")

    static let rate = OptionDescription(
        "rate", short: "r", value: ValueDescription("N"),
        defaultText: "as fast as it goes",
        summary: "requests a second on a fixed schedule; latency counts from when each was due")

    static let duration = OptionDescription(
        "duration", short: "d", value: ValueDescription("DURATION"), defaultText: "10s",
        summary: "how long to measure")

    static let count = OptionDescription(
        "count", short: "n", value: ValueDescription("N"),
        summary: "measure this many messages instead of a duration")

    static let warmUp = OptionDescription(
        "warm-up", value: ValueDescription("DURATION"), defaultText: "1s, or 0s with --count",
        summary: "how long to load before anything is counted")

    /// Those of a load that goes on until it is told to stop.
    static let ofPlan = [rate, duration, count, warmUp]

    static func connections(
        _ parsed: ParsedCommand, _ standard: Int, named name: String = "connections"
    ) throws(UsageError) -> Int {
        try parsed.option(name).value(as: .integer(in: 1...mostConnections)) ?? standard
    }

    static func rate(_ parsed: ParsedCommand) throws(UsageError) -> Double? {
        try parsed.option(rate.name).value(as: .integer(in: rates)).map { Double($0) }
    }

    static func bodyBytes(_ parsed: ParsedCommand) throws(UsageError) -> Int {
        let range = NumberedMessage.leastBodyBytes...NumberedMessage.mostBodyBytes
        return try parsed.option(size.name).value(as: .byteSize(in: range)) ?? 256
    }

    static func plan(_ parsed: ParsedCommand) throws(UsageError) -> LoadPlan {
        let durations = Duration.milliseconds(1)...Duration.seconds(86_400)
        let duration = try parsed.option(duration.name).value(as: .duration(in: durations))
        let count = try parsed.option(count.name).value(as: .integer(in: 1...1_000_000_000))
        guard duration == nil || count == nil else {
            throw parsed.usageError("'--count' and '--duration' exclude each other")
        }
        let warmUp = try parsed.option(warmUp.name).value(
            as: .duration(in: .zero...durations.upperBound))
        return LoadPlan(
            rate: try rate(parsed), warmUp: warmUp?.seconds ?? (count == nil ? 1 : 0),
            end: count.map { .afterRequests($0) }
                ?? .after(seconds: (duration ?? .seconds(10)).seconds))
    }

    static func channel(_ parsed: ParsedCommand) throws(UsageError) -> ChannelName {
        try parsed.option(ch.name).value(as: .channel) ?? ChannelName(unchecked: channel)
    }

    static func channels(_ parsed: ParsedCommand) throws(UsageError) -> [ChannelName] {
        let channel = try channel(parsed)
        let count = try parsed.option(channels.name).value(as: .integer(in: 1...10_000)) ?? 1
        guard count > 1 else { return [channel] }
        guard channel.text.utf8.count + "\(count)".utf8.count < Limits.name else {
            throw parsed.usageError("'--ch' is too long for \(count) channels named after it")
        }
        return (1...count).map { ChannelName(unchecked: "\(channel.text).\($0)") }
    }
}

extension Duration {
    fileprivate var seconds: Double {
        Double(components.seconds) + Double(components.attoseconds) / 1e18
    }
}
