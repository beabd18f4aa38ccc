import WorkshopBench

/// Agents that take all open tasks, round after round; each task must go to one of them.
final class ClaimRounds {
    private let queue: EventQueue
    private let creators: PeerPublishing
    private var agents: [ClaimingAgent] = []
    private var taken: Set<Int> = []
    /// Of the rounds alone, the creation of tasks left out.
    private(set) var usage = Usage.none

    var claims: Int { taken.count }

    init(agents count: Int, at peer: PeerUnderTest, on queue: EventQueue) throws(BenchmarkError) {
        self.queue = queue
        creators = try PeerPublishing(connections: 64, to: peer, on: queue) { _ in
            let number = String(repeating: "0", count: Publication.digits)
            let task = #"{"from":"load.benchmark","title":"work #\#(number)"}"#
            return Publication(
                HTTPRequest.post("/tasks", task, at: peer.address), acknowledgement: .http)
        }
        for number in 0..<count {
            let agent = try ClaimingAgent(number: number, at: peer.address) {
                [unowned self] number throws(BenchmarkError) in
                guard taken.insert(number).inserted else {
                    throw .brokenPromise("task \(number) was claimed twice")
                }
            }
            agents.append(agent)
            try queue.watch(agent)
        }
    }

    /// Creates tasks, and lets the agents claim all of them.
    func run(tasks: Int, _ peer: PeerUnderTest) throws(BenchmarkError) {
        try creators.publish(tasks)
        let meter = try UsageMeter(all: peer.meters)
        for agent in agents { try agent.start() }
        try queue.run(
            while: { !agents.allSatisfy(\.isDone) }, orFail: "tasks were not claimed within 30 s")
        usage += try meter.read()
        guard claims == creators.sent else {
            throw .brokenPromise("\(claims) of \(creators.sent) tasks were claimed")
        }
    }
}
