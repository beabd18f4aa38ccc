import WorkshopModel

/// Agents that take the next task, each again and again until there is none; every task must have
/// one winner.
final class Claiming: RequestWork {
    private let requests: [[UInt8]]
    /// Tasks that nobody has yet.
    private var open: Set<MessageID>
    private var isEmpty = false
    /// By whom each task was taken, in the order of the answers.
    private(set) var winners: [(task: MessageID, agent: Int)] = []

    /// - Parameters:
    ///   - agents: one for each connection.
    ///   - open: every task that there is in the channel.
    init(
        in channel: ChannelName, by agents: [AgentName], open: Set<MessageID>,
        at address: ServerAddress
    ) {
        let name = JSONText(string: channel.text)
        requests = agents.map { agent in
            let from = JSONText(string: agent.text)
            return HTTPRequest.post(
                Route.nextTask.path, #"{"from":\#(from),"ch":\#(name)}"#, at: address)
        }
        self.open = open
    }

    /// Tasks that nobody was given.
    var left: Int { open.count }

    func request(_ index: Int, on connection: Int, due: Moment) -> [UInt8]? {
        isEmpty ? nil : requests[connection]
    }

    func answered(
        _ index: Int, on connection: Int, status: Int, body: [UInt8]
    ) throws(BenchmarkError) -> Bool {
        guard status != 204 else {
            isEmpty = true
            return false
        }
        let task = try PublishAnswer.id(in: body)
        guard open.remove(task) != nil else {
            let isTwice = winners.contains { $0.task == task }
            throw .brokenPromise(
                isTwice
                    ? "task \(task.text) was given to two agents"
                    : "task \(task.text) was claimed, and is none of those created")
        }
        winners.append((task, connection))
        return true
    }
}
