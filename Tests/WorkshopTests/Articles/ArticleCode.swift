import WorkshopClient

// The code of the library's articles. The tests compare it with them, line by line, and run it;
// one import is all it has, because that is all a reader has.

enum ArticleCode {
    static func overview() async throws {
        let workshop = RemoteWorkshop(at: try WorkshopAddress(parsing: "http://localhost:4242"))
        let worker = Worker(at: workshop, as: try AgentName(validating: "counter.lab")) { held in
            TaskResult(JSONText(string: "looked at \(held.task.title)"))
        }
        try await worker.run()
    }

    static func connect(to url: String) throws -> RemoteWorkshop {
        RemoteWorkshop(at: try WorkshopAddress(parsing: url))
    }

    static func greet(_ workshop: RemoteWorkshop, as agent: AgentName) async throws -> ULID {
        let draft = MessageDraft(
            channel: try ChannelName(validating: "sums"), from: agent,
            type: try MessageType(validating: "msg.text"),
            body: try JSONText(parsing: #"{"text":"give me numbers"}"#.utf8))
        return try await workshop.publish(draft).id
    }

    static func firstAnswer(_ workshop: RemoteWorkshop, after id: ULID) async throws -> String? {
        let sums = try ChannelName(validating: "sums")
        let query = StreamQuery(filter: MessageFilter(channels: [sums]), cursor: id)
        for try await event in workshop.follow(query) {
            switch event {
            case .message(let line, _):
                let message = try Envelope(parsing: line)
                if let text = message.body["text"]?.string { return text }
            case .gap(let gap): print("messages after \(gap.requested) are gone")
            case .disconnected(let error, _): print("\(error), trying again")
            case .connected, .cursor: break
            }
        }
        return nil
    }

    static func ask(
        _ workshop: RemoteWorkshop, as agent: AgentName, for numbers: [Int]
    ) async throws -> Int64? {
        var context = JSONWriter()
        context.object { object in
            object.member("numbers") { $0.array(numbers) { $0.write($1) } }
        }
        let id = try await workshop.createTask(
            TaskDraft(
                from: agent, title: try TaskTitle(validating: "add up"), context: context.finish(),
                channel: try ChannelName(validating: "sums")))
        return try await workshop.finishedTask(id).result?["sum"]?.integer
    }

    static func counter(_ workshop: RemoteWorkshop, as agent: AgentName) throws -> Worker {
        let options = WorkerOptions(channel: try ChannelName(validating: "sums"), jobs: 2)
        return Worker(at: workshop, as: agent, options) { held in
            guard let numbers = held.task.context["numbers"]?.elements else {
                throw TaskFailure("the context has no numbers")
            }
            var sum: Int64 = 0
            for number in numbers {
                guard let number = number.integer else {
                    throw TaskFailure("\(number) is no integer")
                }
                sum += number
            }
            return TaskResult(try JSONText(parsing: #"{"sum":\#(sum)}"#.utf8))
        }
    }

    static func slowCounter(_ workshop: RemoteWorkshop, as agent: AgentName) throws -> Worker {
        let options = WorkerOptions(channel: try ChannelName(validating: "sums"), limit: 1)
        return Worker(at: workshop, as: agent, options) { held in
            var sum: Int64 = 0
            for number in held.task.context["numbers"]?.elements ?? [] {
                try await held.update(JSONText(parsing: #"{"so-far":\#(sum)}"#.utf8))
                do {
                    try await Task.sleep(for: .seconds(1))
                } catch {
                    guard case .interrupted = held.stopReason else { throw error }
                    return TaskResult(try JSONText(parsing: #"{"sum-so-far":\#(sum)}"#.utf8))
                }
                sum += number.integer ?? 0
            }
            return TaskResult(try JSONText(parsing: #"{"sum":\#(sum)}"#.utf8))
        }
    }

    static func attach(_ path: String, to held: HeldTask) async throws -> TaskResult {
        let receipt = try await held.persistently { () throws(ClientError) in
            try await held.workshop.upload(.file(path: path))
        }
        return TaskResult(files: [receipt.hash])
    }

    static func work(
        _ worker: Worker, until wish: @escaping @Sendable () async -> Void
    ) async throws {
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask {
                await wish()
                worker.stop(within: .seconds(10))
            }
            try await worker.run()
            group.cancelAll()
        }
    }

    static func report(
        _ sum: Int, to workshop: RemoteWorkshop, as agent: AgentName, key: IdempotencyKey
    ) async throws -> PublishReceipt {
        var body = JSONWriter()
        body.object { $0.member("sum", sum) }
        let draft = MessageDraft(
            channel: try ChannelName(validating: "sums"), from: agent,
            type: try MessageType(validating: "sums.reported"), body: body.finish())
        return try await workshop.publish(draft, key: key)
    }
}
