public import WorkshopModel

/// Counters of messages and tasks against the rows they count.
public struct CountersFinding: Sendable, Equatable {
    /// How many counters were compared.
    public var compared: Int64
    /// How many of them are wrong.
    public var wrong: Int64
    /// The first few that count messages.
    public var first: [Difference]
    /// How many tasks there are beyond those counted; negative when there are fewer.
    public var tasksOff: Int64
    public var repair: Repair = .notWanted

    public struct Difference: Sendable, Equatable {
        public var channel: ChannelName
        public var type: MessageType
        /// How many rows there are beyond those counted; negative when there are fewer.
        public var rows: Int64
    }

    public enum Repair: Sendable, Equatable {
        case notWanted
        case done
        /// Only the server that holds the database may.
        case refused(DatabaseHolder)
    }

    var isRight: Bool { wrong == 0 }

    var level: Finding.Level { isRight || repair == .done ? .fine : .fault }
}
