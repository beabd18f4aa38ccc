import Testing
import WorkshopModel

@Suite("Tasks over the wire")
struct TaskEndpointTests {
    private func create(_ server: RunningServer, _ extra: String = "") throws -> String {
        let response = try server.request(
            "POST", "/tasks", #"{"from":"boss","title":"work"\#(extra)}"#)
        #expect(response.status == 201)
        return try #require(response.json()["id"]?.string)
    }

    private func verb(_ server: RunningServer, _ id: String, _ verb: String, _ body: String) throws
        -> RawResponse
    {
        try server.request("POST", "/tasks/\(id)/\(verb)", body)
    }

    private func show(_ server: RunningServer, _ id: String) throws -> TaskRecord {
        try TaskRecord(parsing: try server.request("GET", "/tasks/\(id)").json())
    }

    @Test("go from open to done, each step announced")
    func life() async throws {
        try await RunningServer.with { server in
            let stream = try server.stream("/ch/jobs")
            let id = try create(
                server, #","context":{"n":1.0},"for":"w","ch":"jobs""#)
            #expect(
                try stream.nextMessage().body.text
                    == #"{"task-id":"\#(id)","title":"work","for":"w"}"#)
            #expect(try show(server, id).status == .open)
            let claimed = try verb(server, id, "claim", #"{"from":"w"}"#)
            let announcement = try stream.nextMessage()
            #expect(announcement.type == "task.claimed")
            #expect(announcement.from == "w")
            #expect(
                claimed.text
                    == #"{"id":"\#(id)","status":"claimed","claimed-by":"w","claim":"\#(announcement.id)"}"#
            )
            let update = try verb(
                server, id, "update",
                #"{"from":"x","note":"half","n":1e400,"claim":"\#(announcement.id)"}"#)
            #expect(update.text == #"{"id":"\#(id)"}"#)
            #expect(
                try stream.nextMessage().body.text
                    == #"{"task-id":"\#(id)","note":"half","n":1e400}"#)
            let hash = "sha256:" + String(repeating: "0", count: 64)
            let done = try verb(
                server, id, "done",
                #"{"from":"w","result":[1.0],"files":["\#(hash)"],"claim":"\#(announcement.id)"}"#)
            #expect(done.text == #"{"id":"\#(id)","status":"done"}"#)
            let last = try stream.nextMessage()
            #expect(last.body.text == #"{"task-id":"\#(id)","title":"work"}"#)
            #expect(last.files == [hash])
            let task = try show(server, id)
            #expect(task.status == .done)
            #expect(task.claimedBy?.text == "w")
            #expect(task.result?.text == "[1.0]")
            #expect(task.context.text == #"{"n":1.0}"#)
            #expect(task.files == [hash])
        }
    }

    @Test("are claimed by one of many, whoever asks")
    func oneWinner() async throws {
        try await RunningServer.with { server in
            let id = try create(server)
            let statuses = try await withThrowingTaskGroup(of: Int.self) { group in
                for agent in 0..<50 {
                    group.addTask {
                        // Half of them under one name.
                        let name = agent % 2 == 0 ? "same" : "agent\(agent)"
                        return try server.request(
                            "POST", "/tasks/\(id)/claim", #"{"from":"\#(name)"}"#
                        ).status
                    }
                }
                return try await group.reduce(into: [Int]()) { $0.append($1) }
            }
            #expect(statuses.count { $0 == 200 } == 1)
            #expect(statuses.count { $0 == 409 } == 49)
        }
    }

    @Test("are fenced: an old claim changes nothing")
    func fencing() async throws {
        try await RunningServer.with { server in
            let id = try create(server)
            let old = try #require(
                try verb(server, id, "claim", #"{"from":"w"}"#).json()["claim"]?.string)
            #expect(
                try verb(server, id, "abandon", #"{"from":"w"}"#).text
                    == #"{"id":"\#(id)","status":"open"}"#)
            #expect(try verb(server, id, "claim", #"{"from":"w"}"#).status == 200)
            let before = try show(server, id)
            for action in ["update", "done", "abandon"] {
                let response = try verb(
                    server, id, action, #"{"from":"w","claim":"\#(old)"}"#)
                #expect(response.status == 409)
            }
            #expect(try show(server, id) == before)
        }
    }

    @Test("remember an interrupt while they are claimed, and the holder's heartbeat tells it")
    func interrupt() async throws {
        try await RunningServer.with { server in
            let id = try create(server)
            #expect(
                try verb(server, id, "interrupt", #"{"from":"boss"}"#).text
                    == #"{"id":"\#(id)","signalled":true}"#)
            #expect(try show(server, id).interrupt == nil)
            _ = try verb(server, id, "claim", #"{"from":"w"}"#)
            _ = try verb(server, id, "interrupt", #"{"from":"boss","reason":"stop"}"#)
            #expect(try show(server, id).interrupt?.reason == "stop")
            let beat = try server.request("POST", "/presence", #"{"from":"w"}"#).json()
            let notice = try #require(beat["interrupts"]?.elements?.first)
            #expect(
                notice.members?.map(\.key) == ["task-id", "title", "from", "reason", "ts"])
            #expect(notice["task-id"]?.string == id)
            #expect(
                try server.request("POST", "/presence", #"{"from":"x"}"#).text
                    == #"{"ok":true,"interrupts":[]}"#)
            #expect(
                try verb(server, id, "update", #"{"from":"w"}"#).text
                    == #"{"id":"\#(id)","interrupted":true}"#)
            _ = try verb(server, id, "abandon", #"{"from":"w"}"#)
            #expect(try show(server, id).interrupt == nil)
        }
    }

    @Test("name the first thing that is wrong")
    func errors() async throws {
        try await RunningServer.with { server in
            let id = try create(server)
            func status(_ id: String, _ action: String, _ body: String) throws -> Int {
                try verb(server, id, action, body).status
            }
            for action in ["update", "done", "abandon", "interrupt"] {
                #expect(try status("none", action, "{") == 400)
                #expect(try status("none", action, "{}") == 404)
                #expect(try status(id, action, "{}") == 400)
            }
            #expect(try status("none", "claim", "{}") == 400)
            #expect(try status("none", "claim", #"{"from":"w"}"#) == 404)
            #expect(try status(id, "done", #"{"from":"w"}"#) == 409)
            #expect(try status(id, "abandon", #"{"from":"w"}"#) == 409)
            #expect(try status(id, "claim", #"{"from":"w"}"#) == 200)
            #expect(try status(id, "done", #"{"from":"x"}"#) == 403)
            #expect(try status(id, "done", #"{"from":"x","claim":"old"}"#) == 409)
            #expect(try status(id, "abandon", #"{"from":"x"}"#) == 403)
            #expect(try status(id, "done", #"{"from":"w"}"#) == 200)
            #expect(try status(id, "done", #"{"from":"x"}"#) == 403)
            #expect(try status(id, "done", #"{"from":"w"}"#) == 409)
            #expect(try server.request("GET", "/tasks/none").status == 404)
            #expect(try server.request("GET", "/tasks/%20%F0%9F%98%80").status == 404)
        }
    }

    @Test("are listed newest first, filtered and paged")
    func list() async throws {
        try await RunningServer.with { server in
            let ids = try (0..<5).map { number in
                try create(server, number < 2 ? #","for":"w""# : #","ch":"jobs""#)
            }
            _ = try verb(server, ids[2], "claim", #"{"from":"w"}"#)
            _ = try verb(server, ids[3], "claim", #"{"from":"x"}"#)
            _ = try verb(server, ids[3], "done", #"{"from":"x"}"#)
            func numbers(_ query: String) throws -> [Int] {
                let list = try server.request("GET", "/tasks\(query)").json()
                return try (list.elements ?? []).map { task in
                    try #require(ids.firstIndex(of: try TaskRecord(parsing: task).id))
                }
            }
            #expect(try numbers("") == [4, 3, 2, 1, 0])
            #expect(try numbers("?status=open&") == [4, 1, 0])
            #expect(try numbers("?status=claimed") == [2])
            #expect(try numbers("?status=done") == [3])
            #expect(try numbers("?for=w") == [2, 1, 0])
            #expect(try numbers("?for=w&status=open") == [1, 0])
            #expect(try numbers("?ch=jobs&n=2") == [4, 3])
            #expect(try numbers("?n=2&before=\(ids[3])") == [2, 1])
        }
    }

    @Test("with large contexts are listed page by page, as one array")
    func longList() async throws {
        try await RunningServer.with { server in
            let text = String(repeating: "x", count: 40_000)
            let ids = try (0..<12).map { _ in try create(server, #","context":"\#(text)""#) }
            let response = try server.request("GET", "/tasks?n=11")
            #expect(response.header("transfer-encoding") == "chunked")
            let tasks = try #require(try response.json().elements)
            #expect(tasks.compactMap { $0["id"]?.string } == Array(ids.reversed().prefix(11)))
            #expect(tasks.allSatisfy { $0["context"]?.string == text })
        }
    }
}

@Suite("Presence and status over the wire")
struct PresenceEndpointTests {
    @Test("an agent is here for a minute after its heartbeat")
    func presence() async throws {
        let clock = TestClock(1_800_000_000_000)
        try await RunningServer.with(clock: clock) { server async throws in
            let beat = #"{"from":"w","channels":["a","b"],"meta":{"v":1.0}}"#
            #expect(try server.request("POST", "/presence", beat).status == 200)
            #expect(
                try server.request("GET", "/presence").text
                    == #"[{"agent_id":"w","last_seen":1800000000.000,"channels":["a","b"],"meta":{"v":1.0}}]"#
            )
            #expect(try server.request("GET", "/status").json()["agents-live"]?.integer == 1)
            clock.set(1_800_000_000_000 + 60_001)
            #expect(try server.request("GET", "/presence").text == "[]")
            #expect(try server.request("GET", "/status").json()["agents-live"]?.integer == 0)
        }
    }

    @Test("agents that say much are told page by page, as one array")
    func longPresence() async throws {
        try await RunningServer.with { server in
            let text = String(repeating: "x", count: 40_000)
            let names = (0..<12).map { "w\($0 < 10 ? "0" : "")\($0)" }
            for name in names.reversed() {
                let beat = #"{"from":"\#(name)","meta":{"v":"\#(text)"}}"#
                #expect(try server.request("POST", "/presence", beat).status == 200)
            }
            let response = try server.request("GET", "/presence")
            #expect(response.header("transfer-encoding") == "chunked")
            let agents = try #require(try response.json().elements)
            #expect(agents.compactMap { $0["agent_id"]?.string } == names)
            #expect(agents.allSatisfy { $0["meta"]?["v"]?.string == text })
        }
    }

    @Test("status counts messages, tasks and streams")
    func status() async throws {
        try await RunningServer.with { server in
            try server.publish("a")
            _ = try server.request("POST", "/tasks", #"{"from":"a","title":"t"}"#)
            let stream = try server.stream("/")
            let status = try server.request("GET", "/status").json()
            #expect(status["messages"]?.integer == 2)
            #expect(status["tasks"]?.integer == 1)
            #expect(status["subscribers"]?.integer == 1)
            #expect(status["uptime"]?.number == status["uptime-s"]?.number)
            withExtendedLifetime(stream) {}
        }
    }
}
