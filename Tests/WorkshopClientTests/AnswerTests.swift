import Testing
import WorkshopModel

@testable import WorkshopClient

/// What the model writes for the server, the client reads.
@Suite struct AnswerTests {
    private let agent = AgentName(unchecked: "a.b")

    private func peer(_ answer: JSONText, status: String = "200 OK") throws -> ScriptedPeer {
        try ScriptedPeer { connection, _ in
            connection.readRequest()
            connection.answer(status, answer.text)
        }
    }

    private func list(_ elements: [JSONText]) throws -> JSONText {
        try JSONText(parsing: Array("[\(elements.map(\.text).joined(separator: ","))]".utf8))
    }

    @Test func everyVerbHasItsReceipt() async throws {
        let outcomes: [(TaskRequest.Action, TaskReceipt.Outcome)] = [
            (.claim(), .claimed(by: agent, claim: Samples.id(7))),
            (.update(note: .emptyObject), .updated(interrupted: true)),
            (.update(note: .emptyObject), .updated(interrupted: false)),
            (.done(result: .null, files: []), .done), (.abandon, .abandoned),
            (.interrupt(reason: "enough"), .interrupted),
        ]
        for (action, outcome) in outcomes {
            let receipt = TaskReceipt(id: "T", outcome: outcome)
            let peer = try peer(receipt.json)
            let request = TaskRequest(id: "T", action: action, from: agent)
            #expect(try await peer.client().perform(request) == receipt)
            #expect(peer.requests.first?.target == "/tasks/T/\(request.verb.rawValue)")
            #expect(peer.requests.first?.body == request.json.bytes)
        }
    }

    @Test func aTaskIsCreatedReadAndListed() async throws {
        let task = TaskRecord(
            id: "T", createdAt: .init(milliseconds: 1), updatedAt: .init(milliseconds: 2),
            createdBy: agent, title: "sweep")
        let draft = TaskDraft(from: agent, title: try TaskTitle(validating: "sweep"))
        let created = try peer(
            try JSONText(parsing: Array(#"{"id":"T"}"#.utf8)), status: "201 Created")
        #expect(try await created.client().createTask(draft) == "T")
        #expect(try await peer(task.json).client().task("T") == task)
        let listing = try peer(try list([task.json, task.json]))
        #expect(try await listing.client().tasks(.init(status: .open)) == [task, task])
        #expect(listing.requests.first?.target == "/tasks?status=open&n=100")
    }

    @Test func whoIsHereIsRead() async throws {
        let record = PresenceRecord(
            agent: agent, lastSeen: .init(milliseconds: 5), channels: ["c"], meta: .emptyObject)
        #expect(try await peer(try list([record.json])).client().presence() == [record])
    }

    @Test func aBeatTellsOfInterrupts() async throws {
        let notice = InterruptNotice(
            taskID: "T", title: "sweep",
            interrupt: TaskInterrupt(
                from: agent, reason: nil, timestamp: .init(milliseconds: 5)))
        let answer = #"{"ok":true,"interrupts":[\#(notice.json.text)]}"#
        let peer = try peer(try JSONText(parsing: Array(answer.utf8)))
        #expect(try await peer.client().beat(PresenceBeat(from: agent)) == [notice])
        let older = try self.peer(try JSONText(parsing: Array(#"{"ok":true}"#.utf8)))
        #expect(try await older.client().beat(PresenceBeat(from: agent)).isEmpty)
    }

    @Test func channelsAndStatusAreRead() async throws {
        let summary = ChannelSummary(
            channel: ChannelName(unchecked: "c"), messages: 3, lastID: Samples.id(3).text,
            lastTimestamp: .init(milliseconds: 9), subscribers: 1)
        #expect(try await peer(try list([summary.json])).client().channels() == [summary])
        var status = ServerStatus(
            version: "1.2.3", uptimeMilliseconds: 1_500, messages: 3, tasks: 2, agentsLive: 1,
            subscribers: 4, lastID: Samples.id(3).text)
        #expect(try await peer(status.json).client().status() == status)
        status.storage = StorageTrouble(reason: "full", since: .init(milliseconds: 9))
        #expect(try await peer(status.json).client().status() == status)
    }
}
