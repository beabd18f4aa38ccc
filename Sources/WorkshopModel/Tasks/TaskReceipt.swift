/// What the author of a task verb is told.
public struct TaskReceipt: Sendable, Equatable {
    public let id: String
    public let outcome: Outcome

    public enum Outcome: Sendable, Equatable {
        case claimed(by: AgentName, claim: ULID)
        case updated(interrupted: Bool)
        case done
        case abandoned
        case interrupted
    }

    public init(id: String, outcome: Outcome) {
        self.id = id
        self.outcome = outcome
    }

    public var json: JSONText {
        var writer = JSONWriter()
        writer.object { object in
            object.member("id", id)
            switch outcome {
            case .claimed(let agent, let claim):
                object.member("status", TaskStatus.claimed.rawValue)
                object.member("claimed-by", agent.text)
                object.member("claim", claim.text)
            case .updated(let interrupted):
                if interrupted { object.member("interrupted", true) }
            case .done: object.member("status", TaskStatus.done.rawValue)
            case .abandoned: object.member("status", TaskStatus.open.rawValue)
            case .interrupted: object.member("signalled", true)
            }
        }
        return writer.finish()
    }

    /// Reads what ``json`` writes in answer to a verb; `nil` when it is not that.
    public init?(parsing json: JSONText, verb: TaskVerb) {
        guard let id = json["id"]?.string else { return nil }
        switch verb {
        case .claim:
            guard let agent = json["claimed-by"]?.agent,
                let claim = json["claim"]?.string.flatMap({ ULID($0) })
            else { return nil }
            self.init(id: id, outcome: .claimed(by: agent, claim: claim))
        case .update:
            self.init(
                id: id, outcome: .updated(interrupted: json["interrupted"]?.boolean ?? false))
        case .done: self.init(id: id, outcome: .done)
        case .abandon: self.init(id: id, outcome: .abandoned)
        case .interrupt: self.init(id: id, outcome: .interrupted)
        }
    }
}
