import WorkshopModel

/// A ``Route`` without what is particular to a request: as many as the protocol has, whatever is
/// asked.
enum RouteTemplate: Int, CaseIterable, Sendable {
    case everything, channel, channelHistory, history, channels, tasks, nextTask, task
    case claim, update, done, abandon, interrupt
    case files, file, presence, status, metrics, page, pageAsset
    /// Whatever is no route.
    case none

    init(_ route: Route) {
        switch route {
        case .everything: self = .everything
        case .channel: self = .channel
        case .channelHistory: self = .channelHistory
        case .history: self = .history
        case .channels: self = .channels
        case .tasks: self = .tasks
        case .nextTask: self = .nextTask
        case .task: self = .task
        case .taskVerb(_, .claim): self = .claim
        case .taskVerb(_, .update): self = .update
        case .taskVerb(_, .done): self = .done
        case .taskVerb(_, .abandon): self = .abandon
        case .taskVerb(_, .interrupt): self = .interrupt
        case .files: self = .files
        case .file: self = .file
        case .presence: self = .presence
        case .status: self = .status
        case .metrics: self = .metrics
        case .page: self = .page
        case .pageAsset: self = .pageAsset
        }
    }

    /// As the documents write it.
    var text: String {
        switch self {
        case .everything: "/"
        case .channel: "/ch/{ch}"
        case .channelHistory: "/ch/{ch}/history"
        case .history: "/history"
        case .channels: "/channels"
        case .tasks: "/tasks"
        case .nextTask: "/tasks/claim"
        case .task: "/tasks/{id}"
        case .claim: "/tasks/{id}/claim"
        case .update: "/tasks/{id}/update"
        case .done: "/tasks/{id}/done"
        case .abandon: "/tasks/{id}/abandon"
        case .interrupt: "/tasks/{id}/interrupt"
        case .files: "/files"
        case .file: "/files/{hash}"
        case .presence: "/presence"
        case .status: "/status"
        case .metrics: "/metrics"
        case .page: "/ui"
        case .pageAsset: "/ui/{asset}"
        case .none: "none"
        }
    }
}
