import WorkshopClient
import WorkshopModel

/// What `workshop task run` prints of a task whose hold has ended.
struct TaskRunRecord {
    let task: TaskRecord
    let ending: TaskEnding

    /// `{"id","title","ch","claim","outcome"}`, and `error` for a failure.
    var json: JSONText {
        var writer = JSONWriter()
        writer.object { object in
            object.member("id", task.id)
            object.member("title", task.title)
            object.member("ch", task.channel.text)
            object.member("claim", task.claim)
            object.member("outcome", outcome)
            if let error { object.member("error", error) }
        }
        return writer.finish()
    }

    func text(_ style: TextStyle) -> String {
        let why = error.map { ": \($0.inert)" } ?? ""
        return style.paint(outcome, tint) + "  \(task.id.inert)  \(task.title.inert)\(why)"
    }

    private var outcome: String {
        switch ending {
        case .done: "done"
        case .failed: "failed"
        case .interrupted: "interrupted"
        case .givenBack: "given-back"
        case .lost: "lost"
        case .untold: "untold"
        }
    }

    private var error: String? {
        switch ending {
        case .failed(let failure): failure.message
        case .interrupted(let interrupt):
            "by \(interrupt.from.text)" + (interrupt.reason.map { ": \($0)" } ?? "")
        case .done, .givenBack, .lost, .untold: nil
        }
    }

    private var tint: TextStyle.Tint {
        switch ending {
        case .done: .green
        case .failed: .red
        case .interrupted, .givenBack, .lost, .untold: .yellow
        }
    }
}
