import WorkshopClient
import WorkshopModel

extension PrimeFacts {
    /// The same facts as an object.
    ///
    /// - Parameter guide: what does not depend on them, for agents to read.
    func json(guide: String) -> JSONText {
        var writer = JSONWriter()
        writer.object { object in
            object.member("agent", agent.text)
            object.member("named", isNamed)
            object.member("server", "\(address)")
            switch live {
            case .success(let live):
                object.member("error", JSONText.null)
                object.member("status", live.status.json)
                object.member("channels") { $0.array(live.channels) { $0.write($1.json) } }
                object.member("more-channels", live.moreChannels)
                object.member("held", live.held.json)
                object.member("assigned", live.assigned.json)
                object.member("open", live.open.json)
            case .failure(let error): object.member("error", error.message)
            }
            object.member("guide", guide)
        }
        return writer.finish()
    }
}

extension PrimeFacts.TaskGroup {
    fileprivate var json: JSONText {
        var writer = JSONWriter()
        writer.object { object in
            object.member("tasks") { $0.array(tasks) { $0.write($1.brief) } }
            object.member("more", more)
            object.member("cut", isCut)
        }
        return writer.finish()
    }
}

extension TaskRecord {
    /// What tells it from others; 'task show' tells the rest.
    fileprivate var brief: JSONText {
        var writer = JSONWriter()
        writer.object { object in
            object.member("id", id)
            object.member("title", title)
            object.member("ch", channel.text)
            object.member("created_by", createdBy.text)
            object.member("assigned_to", assignedTo?.text)
            object.member("claim", claim)
            object.member("interrupted", interrupt != nil)
        }
        return writer.finish()
    }
}
