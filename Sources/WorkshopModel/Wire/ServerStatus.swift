/// Counts and health of a server; gathered in constant time.
public struct ServerStatus: Sendable, Equatable {
    public var version: String
    public var uptimeMilliseconds: Int64
    public var messages: Int64
    public var tasks: Int64
    public var agentsLive: Int
    public var subscribers: Int
    /// The newest id given; `nil` when there was none.
    public var lastID: String?
    /// `nil` while everything can be stored.
    public var storage: StorageTrouble?

    public init(
        version: String, uptimeMilliseconds: Int64, messages: Int64, tasks: Int64,
        agentsLive: Int, subscribers: Int, lastID: String?, storage: StorageTrouble? = nil
    ) {
        self.version = version
        self.uptimeMilliseconds = uptimeMilliseconds
        self.messages = messages
        self.tasks = tasks
        self.agentsLive = agentsLive
        self.subscribers = subscribers
        self.lastID = lastID
        self.storage = storage
    }

    public var json: JSONText {
        let uptime = Timestamp(milliseconds: uptimeMilliseconds)
        var writer = JSONWriter()
        writer.object { object in
            object.member("uptime", uptime)
            object.member("uptime-s", uptime)
            object.member("messages", messages)
            object.member("tasks", tasks)
            object.member("agents-live", agentsLive)
            object.member("subscribers", subscribers)
            object.member("last-id", lastID)
            object.member("storage") { writer in
                writer.object { object in
                    object.member("ok", storage == nil)
                    object.member("reason", storage?.reason)
                    object.member("since", storage?.since)
                }
            }
            object.member("version", version)
        }
        return writer.finish()
    }

    /// Reads what ``json`` writes; `nil` when it is not that.
    public init?(parsing json: JSONText) {
        guard let uptime = json["uptime-s"]?.timestamp ?? json["uptime"]?.timestamp,
            let messages = json["messages"]?.integer, let tasks = json["tasks"]?.integer
        else { return nil }
        self.init(
            version: json["version"]?.string ?? "", uptimeMilliseconds: uptime.milliseconds,
            messages: messages, tasks: tasks,
            agentsLive: json["agents-live"]?.integer.flatMap(Int.init(exactly:)) ?? 0,
            subscribers: json["subscribers"]?.integer.flatMap(Int.init(exactly:)) ?? 0,
            lastID: json["last-id"]?.string,
            storage: json["storage"].flatMap(StorageTrouble.init(parsing:)))
    }
}

extension StorageTrouble {
    /// `nil` when all is well, and where a server of an earlier version says nothing.
    fileprivate init?(parsing json: JSONText) {
        guard json["ok"]?.boolean == false, let since = json["since"]?.timestamp else { return nil }
        self.init(reason: json["reason"]?.string ?? "", since: since)
    }
}
