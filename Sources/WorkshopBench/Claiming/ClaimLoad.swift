package import WorkshopModel

/// Tasks that are created open, and agents that claim them all.
package struct ClaimLoad: Sendable {
    package var channel: ChannelName
    /// Creates the tasks.
    package var sender: AgentName
    package var agents: Int
    package var tasks: Int
    package var rate: Double?
    /// Whether others may use the same server. The tasks are made for one agent then, whom all
    /// connections claim for, so that nobody else takes them; and they are finished at the end.
    package var isShared: Bool

    package init(
        channel: ChannelName, sender: AgentName, agents: Int, tasks: Int, rate: Double?,
        isShared: Bool
    ) {
        self.channel = channel
        self.sender = sender
        self.agents = agents
        self.tasks = tasks
        self.rate = rate
        self.isShared = isShared
    }

    package struct Figures: Sendable {
        package var creating: LoadFigures
        package var claiming = LoadFigures()
        /// Tasks that are left open in the channel.
        package var left = 0

        package var breakOff: BenchmarkError? { creating.breakOff ?? claiming.breakOff }
    }

    /// - Returns: what was measured, also where something broke it off.
    /// - Throws: `.unavailable` when there are tasks of somebody else's in the channel.
    package func run(at server: ServerUnderTest) throws(BenchmarkError) -> Figures {
        if isShared { try checkIsEmpty(server.address) }
        let creation = TaskCreation(
            in: channel, by: sender, for: isShared ? sender : nil, at: server.address)
        var figures = Figures(
            creating: try run(creation, .init(end: .afterRequests(tasks)), server))
        figures.left = creation.created.count
        guard figures.creating.breakOff == nil else { return figures }
        let claiming = Claiming(
            in: channel, by: names, open: creation.created, at: server.address)
        figures.claiming = try run(claiming, .init(rate: rate, end: .withWork), server)
        figures.left = claiming.left
        guard figures.claiming.breakOff == nil else { return figures }
        if isShared, !claiming.winners.isEmpty {
            let ending = TaskEnding(claiming.winners, of: names, at: server.address)
            let end = LoadPlan.End.afterRequests(claiming.winners.count)
            figures.claiming.breakOff = try run(ending, .init(end: end), server).breakOff
        }
        if claiming.left > 0, figures.claiming.errors == 0 {
            figures.claiming.breakOff = .brokenPromise(
                "\(claiming.left) of \(creation.created.count) tasks were given to nobody")
        }
        return figures
    }

    private func run(
        _ work: any RequestWork, _ plan: LoadPlan, _ server: ServerUnderTest
    ) throws(BenchmarkError) -> LoadFigures {
        let load = try RequestLoad(
            connections: agents, to: server.address, on: try EventQueue(), plan: plan, work: work)
        return try load.run(server.meter)
    }

    /// Who claims on each connection.
    private var names: [AgentName] {
        (0..<agents).map { number in
            isShared ? sender : AgentName(unchecked: "\(sender.text).\(number)")
        }
    }

    /// Tasks that are open already would be claimed with ours.
    private func checkIsEmpty(_ address: ServerAddress) throws(BenchmarkError) {
        let query = "?status=open&n=1&ch=" + PercentCoding.encode(channel.text)
        let answer = try Caller(address).call(
            HTTPRequest.get(Route.tasks.path + query, at: address))
        guard answer.starts(with: Array("[]".utf8)) else {
            throw .unavailable("there are open tasks in channel '\(channel.text)' already")
        }
    }
}
