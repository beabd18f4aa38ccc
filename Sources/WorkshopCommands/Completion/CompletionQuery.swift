import Arguments
import WorkshopClient
import WorkshopModel

/// Looks up the values that fit a command line as far as it is typed.
///
/// Asks the server for no more than a screen shows or the last messages tell, and changes
/// nothing there.
struct CompletionQuery: Sendable {
    /// Messages that are looked through for what was seen lately.
    private static let recentMessages = 200

    let kind: ValueKind
    let typed: UnfinishedCommand
    let workshop: RemoteWorkshop
    /// Who types.
    let agent: AgentName
    let surroundings: Surroundings

    /// Adds to the list as the answers come; what fails is left out.
    func run(into found: CandidateList) async throws {
        switch kind {
        case .channel: try await addChannels(to: found)
        case .agent: await addAgents(to: found)
        case .task: try await addTasks(nil, to: found)
        case .openTask: try await addTasks(.open, to: found)
        case .heldTask: for task in try await heldTasks() { add(task, task.id, to: found) }
        case .claim: try await addClaims(to: found)
        case .messageType:
            try await forRecentMessages { found.add($0.type, ago($0.timestamp), at: $0.timestamp) }
        case .message:
            try await forRecentMessages { message in
                let note = "\(message.type) from \(message.from), \(ago(message.timestamp))"
                found.add(message.id, note, at: message.timestamp)
            }
        case .blob: try await addFiles(to: found)
        case .cursor:
            let folder = try StateFolder(of: workshop.address, surroundings)
            for name in folder.names() { found.add(name) }
        case .page: addPages(to: found)
        }
    }

    private func addChannels(to found: CandidateList) async throws {
        let typed = Set(self.typed.values(of: .channel))
        for channel in try await workshop.channels() where !typed.contains(channel.channel.text) {
            let last = channel.lastTimestamp.map { ", \(ago($0))" } ?? ""
            found.add(
                channel.channel.text, CountText.of(channel.messages, "message") + last,
                at: channel.lastTimestamp)
        }
    }

    private func addAgents(to found: CandidateList) async {
        await withTaskGroup { group in
            // One answer without the other is better than none.
            group.addTask {
                for agent in (try? await workshop.presence()) ?? [] {
                    found.add(agent.agent.text, "here", at: agent.lastSeen)
                }
            }
            group.addTask {
                try? await forRecentMessages { message in
                    found.add(
                        message.from, "wrote \(ago(message.timestamp))", at: message.timestamp)
                }
            }
        }
    }

    private func addTasks(_ status: TaskStatus?, to found: CandidateList) async throws {
        let channel = typed.values(of: .channel).last.map { ChannelName(unchecked: $0) }
        let tasks = try await workshop.tasks(
            TaskListQuery(status: status, channel: channel, limit: CandidateList.limit))
        for task in tasks { add(task, task.id, to: found) }
    }

    private func addClaims(to found: CandidateList) async throws {
        let ids = typed.values(of: .heldTask) + typed.values(of: .task)
        for task in try await heldTasks() where ids.isEmpty || ids.contains(task.id) {
            if let claim = task.claim { add(task, claim, to: found) }
        }
    }

    private func heldTasks() async throws -> [TaskRecord] {
        // The list has tasks for this agent that others hold, too.
        let tasks = try await workshop.tasks(TaskListQuery(status: .claimed, agent: agent))
        return tasks.filter { $0.claimedBy == agent }
    }

    private func add(_ task: TaskRecord, _ value: String, to found: CandidateList) {
        let status = kind == .task ? " (\(task.status.rawValue))" : ""
        found.add(value, task.title + status, at: task.createdAt)
    }

    private func addFiles(to found: CandidateList) async throws {
        try await forRecentMessages(ofType: MessageType.fileShared.text) { message in
            let name = message.body["name"]?.string ?? "shared by \(message.from)"
            for hash in message.files { found.add(hash, name, at: message.timestamp) }
        }
    }

    /// Goes through the last messages of the channels that are typed, or of all.
    private func forRecentMessages(
        ofType prefix: String? = nil, _ look: (Envelope) -> Void
    ) async throws {
        let filter = MessageFilter(
            channels: typed.values(of: .channel).map { ChannelName(unchecked: $0) },
            typePrefix: prefix.map { TypePrefix($0) })
        let query = HistoryQuery(filter: filter, extent: .last(Self.recentMessages))
        for try await line in workshop.history(query) { look(try Envelope(parsing: line)) }
    }

    private func addPages(to found: CandidateList) {
        let root = CommandTable.root.description
        guard let path = try? root.path(to: typed.operands) else { return }
        for command in path.command.subcommands where !command.isHidden {
            found.add(command.name, command.summary)
        }
        guard typed.operands.isEmpty else { return }
        for topic in ManualPage.Topic.allCases { found.add(topic.rawValue, "a page of its own") }
    }

    private func ago(_ time: Timestamp) -> String {
        TimeText.relative(time, now: surroundings.now())
    }
}
