import Arguments
import WorkshopClient
import WorkshopModel

/// What `workshop prime` tells of the world as it is now.
struct PrimeFacts: Sendable {
    /// Tasks that belong together, as many as are shown.
    struct TaskGroup: Sendable, Equatable {
        var tasks: [TaskRecord]
        /// How many there are besides, as far as was looked.
        var more: Int
        /// Whether there may be even more.
        var isCut: Bool
    }

    /// What the server tells.
    struct Live: Sendable {
        var status: ServerStatus
        /// Those with the latest messages, as many as are shown.
        var channels: [ChannelSummary]
        var moreChannels: Int
        var held: TaskGroup
        var assigned: TaskGroup
        /// Open for anybody, or made for somebody else.
        var open: TaskGroup
    }

    let agent: AgentName
    /// Whether the agent was named; else it has the user's name.
    let isNamed: Bool
    let address: WorkshopAddress
    let now: Timestamp
    let live: Result<Live, ClientError>

    /// Asks the server everything at once; no longer than the client's patience.
    static func gather(_ invocation: Invocation, from workshop: RemoteWorkshop) async throws -> Self
    {
        let agent = try invocation.agent()
        let live: Result<Live, ClientError>
        do throws(ClientError) {
            live = .success(try await ask(workshop, agent))
        } catch {
            live = .failure(error)
        }
        return PrimeFacts(
            agent: agent, isNamed: invocation.parsed.option(SharedOptions.from.name).isGiven,
            address: workshop.address, now: invocation.surroundings.now(), live: live)
    }

    private static func ask(
        _ workshop: RemoteWorkshop, _ agent: AgentName
    ) async throws(ClientError) -> Live {
        let mine = TaskListQuery(agent: agent, limit: Bounds.looked)
        async let status = attempt { () throws(ClientError) in try await workshop.status() }
        async let channels = attempt { () throws(ClientError) in try await workshop.channels() }
        async let held = tasks(mine.with(.claimed), on: workshop)
        async let assigned = tasks(mine.with(.open), on: workshop)
        async let open = tasks(
            TaskListQuery(status: .open, limit: Bounds.looked), on: workshop)
        // Channels without a message are those whose messages retention has taken.
        let all = try await channels.get().sorted { ($0.lastID ?? "") > ($1.lastID ?? "") }
        let isCut = try await open.get().count == Bounds.looked
        let others = try await open.get().filter { $0.assignedTo != agent }
        return Live(
            status: try await status.get(), channels: Array(all.prefix(Bounds.channels)),
            moreChannels: max(0, all.count - Bounds.channels),
            held: group(try await held.get(), shown: Bounds.ownTasks),
            assigned: group(try await assigned.get(), shown: Bounds.ownTasks),
            open: group(others, shown: Bounds.openTasks, isCut: isCut))
    }

    private static func tasks(
        _ query: TaskListQuery, on workshop: RemoteWorkshop
    ) async -> Result<[TaskRecord], ClientError> {
        await attempt { () throws(ClientError) in try await workshop.tasks(query) }
    }

    private static func group(
        _ tasks: [TaskRecord], shown: Int, isCut: Bool? = nil
    ) -> TaskGroup {
        TaskGroup(
            tasks: Array(tasks.prefix(shown)), more: max(0, tasks.count - shown),
            isCut: isCut ?? (tasks.count == Bounds.looked))
    }

    /// `async let` forgets which error it is.
    private static func attempt<Value: Sendable>(
        _ work: () async throws(ClientError) -> Value
    ) async -> Result<Value, ClientError> {
        do throws(ClientError) {
            return .success(try await work())
        } catch {
            return .failure(error)
        }
    }

    /// How much is told, so that the page stays short whatever there is.
    enum Bounds {
        static let channels = 6
        static let ownTasks = 4
        static let openTasks = 5
        /// Tasks of a kind that are asked for: each may carry a context of a mebibyte.
        static let looked = 100
    }
}

extension TaskListQuery {
    fileprivate func with(_ status: TaskStatus) -> Self {
        var query = self
        query.status = status
        return query
    }
}
