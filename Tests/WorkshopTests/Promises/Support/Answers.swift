import Testing
import WorkshopModel

/// All that servers have answered over the rounds, to be compared with what they then serve.
struct Answers {
    private(set) var rounds: [MixedLoad] = []
    /// The greatest id that any server served.
    private var greatest = ""
    private var messageCount = 0
    private var taskCount = 0

    var summary: String {
        let published = rounds.flatMap(\.published).reduce(0) { $0 + $1.answered.count }
        let steps = traces.reduce(0) { $0 + $1.steps.count }
        let files = rounds.reduce(0) { $0 + $1.files.count }
        let pending =
            rounds.flatMap(\.published).count { $0.unanswered != nil }
            + traces.count { $0.unanswered != nil }
        return "\(rounds.count) rounds, \(published) publishes, \(steps) transitions of "
            + "\(traces.count) tasks and \(files) files answered, \(pending) requests cut; "
            + "\(messageCount) messages and \(taskCount) tasks served"
    }

    private var traces: [TaskTrace] { rounds.flatMap(\.workers).flatMap(\.traces) }

    mutating func take(_ load: MixedLoad) {
        for published in load.published {
            #expect(published.refusals.isEmpty)
            #expect(!published.answered.isEmpty)
            let ids = published.answered.map(\.id)
            #expect(zip(ids, ids.dropFirst()).allSatisfy { $0 < $1 })
            // Above whatever the rounds before have left, answered or not.
            #expect(ids.allSatisfy { $0 > greatest })
        }
        for work in load.workers {
            #expect(work.refusals.isEmpty)
            #expect(!work.traces.isEmpty)
            #expect(work.traces.allSatisfy { $0.id > greatest })
        }
        rounds.append(load)
    }

    /// Every answered message is there as it was sent, and each sending once.
    mutating func check(_ messages: [Envelope]) {
        let ids = messages.map(\.id)
        #expect(zip(ids, ids.dropFirst()).allSatisfy { $0 < $1 })
        greatest = max(greatest, ids.last ?? "")
        messageCount = messages.count
        let sent = messages.filter { $0.type == "load.n" }
        #expect(Set(sent.map(\.body)).count == sent.count, "a message was doubled")
        let byID = Dictionary(uniqueKeysWithValues: sent.map { ($0.id, $0) })
        var expected = 0
        for published in rounds.flatMap(\.published) {
            for message in published.answered {
                let kept = byID[message.id]
                #expect(kept?.body.text == message.body, "\(message.id) is lost or another")
                #expect(kept?.channel == message.channel)
            }
            expected += published.answered.count
            if let body = published.unanswered, sent.contains(where: { $0.body.text == body }) {
                expected += 1
            }
        }
        #expect(sent.count == expected, "there are messages that nobody sent")
    }

    /// Each task is where its messages say, and its messages are its answered transitions and at
    /// most the one that was under way.
    mutating func check(_ tasks: [JSONText], with messages: [Envelope]) {
        taskCount = tasks.count
        var histories: [String: [Envelope]] = [:]
        for message in messages where message.channel == "jobs" {
            histories[message.body["task-id"]?.string ?? "", default: []].append(message)
        }
        let byID = Dictionary(uniqueKeysWithValues: tasks.map { ($0["id"]?.string ?? "", $0) })
        #expect(Set(byID.keys) == Set(histories.keys), "tasks and their messages differ")
        for trace in traces {
            let types = histories[trace.id, default: []].map(\.type)
            let withPending = trace.steps + (trace.unanswered.map { [$0] } ?? [])
            #expect(types == trace.steps || types == withPending, "\(trace.id)")
        }
        let known = Set(traces.map(\.id))
        let pending = Set(rounds.flatMap(\.workers).compactMap(\.unansweredTitle))
        for (id, task) in byID {
            check(task, with: histories[id, default: []])
            guard !known.contains(id) else { continue }
            #expect(pending.contains(task["title"]?.string ?? ""), "nobody asked for \(id)")
            #expect(histories[id]?.map(\.type) == ["task.created"])
        }
    }

    private func check(_ task: JSONText, with history: [Envelope]) {
        let last = history.last
        #expect(task["updated_at"]?.number == last?.timestamp.seconds, "\(task)")
        let turn = history.last { $0.type != "task.updated" }
        let status =
            switch turn?.type {
            case "task.claimed": "claimed"
            case "task.done": "done"
            default: "open"
            }
        #expect(task["status"]?.string == status, "\(task)")
        if status == "claimed" { #expect(task["claim"]?.string == turn?.id, "\(task)") }
        if status == "done" {
            #expect(task["result"]?["of"]?.string == task["title"]?.string, "\(task)")
        }
    }
}
