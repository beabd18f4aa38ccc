import WorkshopModel

/// What one connection has published, and what it was told.
struct Published: Sendable {
    struct Message: Sendable {
        var id: String
        var channel: String
        var body: String
    }

    /// In the order of the answers.
    var answered: [Message] = []
    /// What was sent without an answer: it may be stored and may be not.
    var unanswered: String?
    /// Answers that were no 201.
    var refusals: [String] = []
    /// The longest time between a request and its answer.
    var longestWait = Duration.zero
}

/// Publishes back to back over one connection until it breaks or is told to stop.
///
/// - Parameters:
///   - tally: is raised with each answer; its end is the end, and a connection that breaks or a
///     refusal ends it.
///   - lead: waits when the tally is further ahead of this one than that.
///   - limit: messages at most.
func publish(
    port: Int, as name: String, to channels: [String] = ["a", "b", "c"], tally: Tally,
    notAheadOf reader: Tally? = nil, lead: Int = 2_000, limit: Int = .max
) -> Published {
    var published = Published()
    guard let connection = try? PlainConnection(port: port) else { return published }
    for number in 0..<limit {
        if tally.isOver { break }
        reader?.blocks(until: tally.value - lead)
        let channel = channels[number % channels.count]
        let body = #"{"by":"\#(name)","n":\#(number),"x":1.0}"#
        let start = ContinuousClock.now
        published.unanswered = body
        // The end of the connection is the end of the load.
        guard
            let answer = try? connection.ask(
                "POST", "/ch/\(channel)", #"{"from":"\#(name)","type":"load.n","body":\#(body)}"#)
        else {
            tally.end()
            break
        }
        published.unanswered = nil
        published.longestWait = max(published.longestWait, ContinuousClock.now - start)
        guard answer.status == 201, let id = try? JSONText(parsing: answer.body)["id"]?.string
        else {
            published.refusals.append(answer.text)
            tally.end()
            break
        }
        published.answered.append(.init(id: id, channel: channel, body: body))
        tally.add()
    }
    return published
}
