/// What a worker's decisions lead to.
enum WorkerAction: Sendable, Equatable {
    case claim
    case callOffClaim
    case handle(claim: String)
    case ask(claim: String, StopReason)
    case cancelHandler(claim: String)
    case report(claim: String, WorkerReport)
    case cancelReports
    case beat(claims: [String])
    case check(claim: String)
    case tell(WorkerEvent)
    case end
}
