/// Every path of the protocol: parsed by the server, printed by the client, from one description.
public enum Route: Hashable, Sendable {
    /// The stream of all channels.
    case everything
    case channel(ChannelName)
    case channelHistory(ChannelName)
    case history
    case channels
    case tasks
    /// Claims whatever task fits.
    case nextTask
    /// Any text is a task's id here: one that is none is simply not found.
    case task(String)
    case taskVerb(String, TaskVerb)
    case files
    /// Any text: the endpoint says what a hash looks like.
    case file(String)
    case presence
    case status
    case metrics
    /// The page that people watch.
    case page
    /// A part of the page, by its file name; any text.
    case pageAsset(String)

    /// The route of a path without its query.
    ///
    /// - Throws: ``APIError``: `.notFound` for a path that is none, `.malformed` for a broken
    ///   escape or channel name.
    public init(path: Substring) throws(APIError) {
        // Bytes, not characters: a combining mark after '/' would join it into one.
        guard path.utf8.first == UInt8(ascii: "/") else { throw Route.unknown(path) }
        let parts = path.utf8.dropFirst().split(
            separator: UInt8(ascii: "/"), omittingEmptySubsequences: false)
        var segments: [String] = []
        for part in parts {
            guard let segment = PercentCoding.decode(Substring(part)) else {
                throw APIError(
                    .malformed,
                    "the path has a '%' that does not begin two hexadecimal digits "
                        + "of valid UTF-8")
            }
            segments.append(segment)
        }
        switch segments.count {
        case 1: self = try Route.top(segments[0], path)
        case 2: self = try Route.second(segments[0], segments[1], path)
        case 3: self = try Route.third(segments[0], segments[1], segments[2], path)
        default: throw Route.unknown(path)
        }
    }

    /// The path, encoded.
    public var path: String {
        switch self {
        case .everything: "/"
        case .channel(let name): "/ch/" + PercentCoding.encode(name.text)
        case .channelHistory(let name): "/ch/" + PercentCoding.encode(name.text) + "/history"
        case .history: "/history"
        case .channels: "/channels"
        case .tasks: "/tasks"
        case .nextTask: "/tasks/claim"
        case .task(let id): "/tasks/" + PercentCoding.encode(id)
        case .taskVerb(let id, let verb):
            "/tasks/" + PercentCoding.encode(id) + "/" + verb.rawValue
        case .files: "/files"
        case .file(let hash): "/files/" + PercentCoding.encode(hash)
        case .presence: "/presence"
        case .status: "/status"
        case .metrics: "/metrics"
        case .page: "/ui"
        case .pageAsset(let name): "/ui/" + PercentCoding.encode(name)
        }
    }

    /// What may be asked of it, in the order in which `Allow` names them.
    public var methods: [RequestMethod] {
        switch self {
        case .everything, .channelHistory, .history, .channels, .task, .file, .status, .metrics,
            .page, .pageAsset:
            [.get, .head, .options]
        case .channel, .tasks, .presence: [.get, .head, .post, .options]
        case .nextTask, .taskVerb, .files: [.post, .options]
        }
    }

    private static func top(_ name: String, _ path: Substring) throws(APIError) -> Route {
        switch name {
        case "": return .everything
        case "history": return .history
        case "channels": return .channels
        case "tasks": return .tasks
        case "files": return .files
        case "presence": return .presence
        case "status": return .status
        case "metrics": return .metrics
        case "ui": return .page
        default: throw unknown(path)
        }
    }

    private static func second(
        _ first: String, _ second: String, _ path: Substring
    ) throws(APIError) -> Route {
        switch first {
        case "ch": return .channel(try ChannelName(validating: second))
        case "tasks" where second == "claim": return .nextTask
        case "tasks" where !second.isEmpty: return .task(second)
        case "files" where !second.isEmpty: return .file(second)
        case "ui": return .pageAsset(second)
        default: throw unknown(path)
        }
    }

    private static func third(
        _ first: String, _ second: String, _ third: String, _ path: Substring
    ) throws(APIError) -> Route {
        if first == "ch", third == "history" {
            return .channelHistory(try ChannelName(validating: second))
        }
        if first == "tasks", !second.isEmpty, let verb = TaskVerb(rawValue: third) {
            return .taskVerb(second, verb)
        }
        throw unknown(path)
    }

    private static func unknown(_ path: Substring) -> APIError {
        APIError(.notFound, "there is nothing at '\(path.prefix(200))'")
    }
}
