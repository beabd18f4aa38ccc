import WorkshopModel

/// Finishes tasks in the names of those who hold them.
final class TaskEnding: RequestWork {
    private let winners: [(task: MessageID, agent: Int)]
    private let bodies: [String]
    private let address: ServerAddress

    init(
        _ winners: [(task: MessageID, agent: Int)], of agents: [AgentName],
        at address: ServerAddress
    ) {
        self.winners = winners
        bodies = agents.map { #"{"from":\#(JSONText(string: $0.text))}"# }
        self.address = address
    }

    func request(_ index: Int, on connection: Int, due: Moment) -> [UInt8]? {
        guard index < winners.count else { return nil }
        let (task, agent) = winners[index]
        return HTTPRequest.post(
            Route.taskVerb(task.text, .done).path, bodies[agent], at: address)
    }

    func answered(
        _ index: Int, on connection: Int, status: Int, body: [UInt8]
    ) throws(BenchmarkError) -> Bool { true }
}
