public import WorkshopModel

/// What a store holds, and the room that it takes and has: what has to be looked up.
public struct StoreFigures: Sendable {
    public var counts: StoreCounts
    public var tasks: [TaskStatus: Int64]
    public var room: Room

    /// `nil` stands for what could not be found out.
    public struct Room: Sendable {
        /// Bytes of the database's file.
        public var database: Int64?
        /// Bytes of the file of its write-ahead log; 0 where there is none.
        public var log: Int64?
        /// The disk of the database.
        public var databaseDisk: SpaceFinding.Place?
        /// The disk of the files.
        public var filesDisk: SpaceFinding.Place?
    }
}
