import WorkshopModel

/// A stream is read the same however it is cut, as the standard says, and within its limit; what
/// was read and is written again reads the same.
///
/// The first line of the input says how long the pieces are: the lower five bits of each of its
/// bytes, over and over, so that `a` is one byte at a time and `aj` one and ten in turn.
enum EventsProperty {
    private static let limit = 8 * Limits.jsonBody
    private static let tightLimit = 24

    static func check(_ input: [UInt8]) throws(Violation) -> Verdict {
        let (cuts, stream) = input.cutAfterFirstLine
        let pieces = cut(stream, by: cuts)
        let whole = EventsOutcome(of: [stream], limit: limit)
        try require(
            EventsOutcome(of: pieces, limit: limit) == whole,
            "a stream is read the same however it is cut")
        try require(
            EventsOutcome(byTheStandard: stream) == whole, "a stream is read as the standard says")
        let tight = EventsOutcome(of: [stream], limit: tightLimit)
        try require(
            EventsOutcome(of: pieces, limit: tightLimit) == tight,
            "a limit is reached at the same place however the stream is cut")
        try checkTight(tight, against: whole)
        let again = EventsOutcome(of: [write(whole.events)], limit: limit)
        try require(again.events == whole.events, "events that are written read back")
        return whole.events.isEmpty ? .refused : .accepted
    }

    private static func checkTight(
        _ tight: EventsOutcome, against whole: EventsOutcome
    ) throws(Violation) {
        try require(
            whole.events.starts(with: tight.events),
            "what comes before a limit is reached is read as ever")
        try require(
            tight.isTooLarge || tight == whole, "a stream that keeps to its limit is read whole")
        for case .message(_, let data, _) in tight.events {
            try require(data.count <= tightLimit, "no event is larger than the limit")
        }
    }

    private static func cut(_ stream: [UInt8], by cuts: [UInt8]) -> [[UInt8]] {
        var pieces: [[UInt8]] = []
        var rest = stream[...]
        while !rest.isEmpty {
            let length = cuts.isEmpty ? 1 : Int(cuts[pieces.count % cuts.count] & 0x1F)
            pieces.append(Array(rest.prefix(max(1, length))))
            rest = rest.dropFirst(max(1, length))
        }
        return pieces
    }

    private static func write(_ events: [EventStreamReader.Event]) -> [UInt8] {
        var output: [UInt8] = []
        for event in events {
            switch event {
            case .cursor(let id): output += "id: \(id)\n".utf8
            case .message(let name, let data, let id):
                if let id { output += "id: \(id)\n".utf8 }
                output += "event: \(name)\n".utf8
                let lines = data.split(
                    separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
                for line in lines { output += Array("data: ".utf8) + line + Array("\n".utf8) }
            }
            output += "\n".utf8
        }
        return output
    }
}
