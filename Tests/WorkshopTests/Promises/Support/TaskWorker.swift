import WorkshopModel

/// What one task went through, as the server answered it.
struct TaskTrace: Sendable {
    var id: String
    var title: String
    /// The types of the messages its answered transitions have.
    var steps: [String] = ["task.created"]
    /// The transition that was asked for and not answered.
    var unanswered: String?
}

/// What one worker did until its connection broke.
struct WorkDone: Sendable {
    var traces: [TaskTrace] = []
    /// A task whose creation was not answered.
    var unansweredTitle: String?
    var refusals: [String] = []
}

/// Takes one task after another from its creation to its end, over one connection.
func work(port: Int, as name: String, tally: Tally) -> WorkDone {
    var done = WorkDone()
    guard let connection = try? PlainConnection(port: port) else { return done }
    var number = 0
    while !tally.isOver {
        number += 1
        let title = "\(name) \(number)"
        done.unansweredTitle = title
        // The end of the connection is the end of the load.
        guard
            let created = try? connection.ask(
                "POST", "/tasks", #"{"from":"\#(name)","title":"\#(title)","ch":"jobs"}"#)
        else { break }
        done.unansweredTitle = nil
        guard let id = try? JSONText(parsing: created.body)["id"]?.string else {
            done.refusals.append(created.text)
            tally.end()
            break
        }
        tally.add()
        let index = done.traces.count
        done.traces.append(TaskTrace(id: id, title: title))
        for verb in ["claim", "update", "abandon", "claim", "done"] {
            let type = "task." + (["claim": "claimed", "update": "updated"][verb] ?? verb)
            let step = verb == "abandon" ? "task.abandoned" : type
            done.traces[index].unanswered = step
            guard
                let answer = try? connection.ask(
                    "POST", "/tasks/\(id)/\(verb)",
                    #"{"from":"\#(name)","result":{"of":"\#(title)"}}"#)
            else { return done }
            done.traces[index].unanswered = nil
            if answer.status == 200 {
                done.traces[index].steps.append(step)
                tally.add()
            } else {
                done.refusals.append(answer.text)
                tally.end()
            }
        }
    }
    return done
}
