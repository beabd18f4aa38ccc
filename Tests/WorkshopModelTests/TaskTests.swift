import Testing
import WorkshopModel

@Suite("A task's life")
struct TaskTests {
    private func task(_ status: TaskStatus, by holder: String? = nil, claim: String? = nil)
        -> TaskRecord
    {
        TaskRecord(
            id: "T", createdAt: Timestamp(milliseconds: 1), updatedAt: Timestamp(milliseconds: 1),
            createdBy: AgentName(unchecked: "creator"),
            claimedBy: holder.map(AgentName.init(unchecked:)), status: status, title: "t",
            claim: claim)
    }

    @Test("follows the table")
    func table() {
        var allowed: [String] = []
        for status in TaskStatus.allCases {
            for verb in TaskVerb.allCases {
                guard let next = TaskTransition.status(after: verb, from: status) else { continue }
                allowed.append("\(status.rawValue) \(verb.rawValue) \(next.rawValue)")
            }
        }
        #expect(
            allowed == [
                "open claim claimed", "open update open", "open interrupt open",
                "claimed update claimed", "claimed done done", "claimed abandon open",
                "claimed interrupt claimed", "done update done", "done interrupt done",
            ])
    }

    @Test("names a stale claim before a foreign holder before a wrong state")
    func order() {
        let holder = AgentName(unchecked: "h")
        let other = AgentName(unchecked: "o")
        let done = task(.done, by: "h", claim: "C")
        func code(_ verb: TaskVerb, _ task: TaskRecord, _ actor: AgentName, _ claim: String?)
            -> APIError.Code?
        {
            do {
                _ = try TaskTransition.decide(verb, on: task, by: actor, claim: claim)
                return nil
            } catch {
                return error.code
            }
        }
        #expect(code(.done, done, other, "X") == .conflict)
        #expect(code(.done, done, other, "C") == .forbidden)
        #expect(code(.done, done, other, nil) == .forbidden)
        #expect(code(.done, done, holder, nil) == .conflict)
        #expect(code(.abandon, task(.open), other, nil) == .conflict)
        #expect(code(.claim, task(.claimed, by: "h"), holder, nil) == .conflict)
        #expect(code(.update, task(.claimed, by: "h", claim: "C"), other, nil) == nil)
        #expect(code(.update, task(.claimed, by: "h", claim: "C"), other, "X") == .conflict)
        #expect(code(.update, task(.open), other, "X") == .conflict)
        #expect(code(.done, task(.claimed, by: "h", claim: "C"), holder, "C") == nil)
    }

    private func request(_ json: String, _ verb: TaskVerb) throws -> TaskRequest {
        try Array(json.utf8).withUnsafeBufferPointer {
            try TaskRequest(parsing: $0, id: "T", verb: verb)
        }
    }

    @Test("announces an update with the sender's members as sent")
    func updateMembers() throws {
        let request = try request(
            #"{"from":"a","z":1.0,"task-id":"evil","note":"\u0041","claim":"C","a":{"b":1e400}}"#,
            .update)
        #expect(request.claim == "C")
        #expect(
            request.announcement(for: task(.claimed)).text
                == #"{"task-id":"T","z":1.0,"note":"\u0041","a":{"b":1e400}}"#)
    }

    @Test("counts an update's depth inside the message that carries it")
    func updateDepth() throws {
        func json(_ depth: Int) -> String {
            #"{"from":"a","x":"# + String(repeating: "[", count: depth)
                + String(repeating: "]", count: depth) + "}"
        }
        _ = try request(json(254), .update)
        #expect(throws: APIError.self) { try request(json(255), .update) }
    }

    @Test("keeps result and context as sent, null too")
    func results() throws {
        guard case .done(let result, _) = try request(#"{"from":"a","result":null}"#, .done).action
        else { return #expect(Bool(false)) }
        #expect(result == .null)
        let draft = try Array(#"{"created_by":"a","title":"t","context":null}"#.utf8)
            .withUnsafeBufferPointer { try TaskDraft(parsing: $0) }
        #expect(draft.context == .null)
        #expect(draft.from.text == "a")
        #expect(draft.channel == .tasks)
    }

    @Test("reads back from its JSON")
    func roundTrip() throws {
        var sent = task(.claimed, by: "h", claim: "C")
        sent.interrupt = TaskInterrupt(
            from: AgentName(unchecked: "i"), reason: "why", timestamp: Timestamp(milliseconds: 5))
        sent.context = try JSONText(parsing: Array("{\"a\":1.0}".utf8))
        let keys = sent.json.members?.map(\.key)
        #expect(
            keys == [
                "id", "created_at", "updated_at", "created_by", "assigned_to", "claimed_by",
                "claimed_at", "status", "title", "context", "result", "files", "ch", "interrupt",
                "claim", "lease_until",
            ])
        #expect(try TaskRecord(parsing: sent.json) == sent)
    }

    @Test("a missing 'from' is known at once for a claim, and later for the other verbs")
    func missingFrom() throws {
        #expect(throws: APIError.self) { try request("{}", .claim) }
        for verb in [TaskVerb.update, .done, .abandon, .interrupt] {
            let request = try request("{}", verb)
            #expect(throws: APIError(.malformed, "'from' is missing")) { try request.actor() }
        }
    }
}
