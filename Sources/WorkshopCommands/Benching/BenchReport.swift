import WorkshopBench
import WorkshopModel

/// What a `bench` command prints: the same figures as fields for a person and as one JSON object.
struct BenchReport {
    private(set) var fields = FieldList()
    private var members: [(key: String, value: JSONText)] = []

    /// As one JSON object.
    var json: JSONText {
        var writer = JSONWriter(capacity: 1_024)
        writer.object { object in
            for (key, value) in members { object.member(key, value) }
        }
        return writer.finish()
    }

    /// - Parameters:
    ///   - verb: the command's name.
    ///   - url: the server that was loaded.
    init(_ verb: String, url: String, isOwn: Bool) {
        add("verb", JSONText(string: verb))
        add("url", JSONText(string: url))
        add("own_server", JSONText(isOwn))
    }

    mutating func add(_ key: String, _ value: JSONText) { members.append((key, value)) }
    mutating func add(_ key: String, _ value: Int) { add(key, JSONText(value)) }
    mutating func add(_ key: String, _ value: Double) { add(key, JSONText(value)) }
    mutating func add(_ key: String, _ value: Int?) {
        add(key, value.map { JSONText($0) } ?? .null)
    }

    mutating func add(_ key: String, _ channels: [ChannelName]) {
        var writer = JSONWriter()
        writer.array(channels) { $0.write($1.text) }
        add(key, writer.finish())
    }

    /// A field for people alone.
    mutating func say(_ name: String, _ text: String?) { fields.add(name, text) }

    /// How it was loaded, and what came of the requests.
    ///
    /// - Parameter noun: what was done to each, with its name: `published`.
    mutating func add(_ figures: LoadFigures, rate: Double?, _ noun: String) {
        add("rate", rate.map { Int($0) })
        add("seconds", figures.usage.seconds)
        add("count", figures.count)
        add("per_second", figures.perSecond)
        add("due", figures.due)
        add("unsent", figures.unsent)
        add("errors", figures.errors)
        say(
            noun,
            "\(Unit.count.text(Double(figures.count))) in "
                + "\(Unit.seconds.text(figures.usage.seconds)), "
                + Unit.perSecond.text(figures.perSecond))
        if figures.unsent > 0 {
            say(
                "behind",
                "\(Unit.count.text(Double(figures.unsent))) of "
                    + "\(Unit.count.text(Double(figures.due ?? 0))) that were due were not sent")
        }
        if figures.errors > 0 {
            let first = figures.firstRefusal.map { ", the first: \($0.status) \($0.reason)" } ?? ""
            say("errors", Unit.count.text(Double(figures.errors)) + first)
        }
    }

    mutating func add(_ key: String, _ latencies: LatencyHistogram, _ name: String) {
        add(key, latencies.json)
        say(name, latencies.count > 0 ? latencies.text : nil)
    }

    /// What it took on both sides.
    ///
    /// - Parameter operations: what the load is counted in.
    mutating func add(_ usage: Usage, operations: Int) {
        say("generator", usage.text(usage.generator, operations: operations))
        say("server", usage.server.map { usage.text($0, operations: operations) })
        add("cpu", usage.json(operations: operations))
    }

    mutating func add(_ breakOff: BenchmarkError?) {
        var isInterrupted = false
        if case .interrupted = breakOff { isInterrupted = true }
        add("interrupted", JSONText(isInterrupted))
    }
}
