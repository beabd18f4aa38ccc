import WorkshopModel

/// Room on the disks of the database and of the files.
public struct SpaceFinding: Sendable, Equatable {
    /// One for each disk.
    public var places: [Place]

    public struct Place: Sendable, Equatable {
        /// The folder that was asked about.
        public var path: String
        /// What is left for a process without privileges.
        public var available: Int64
        public var total: Int64

        /// Below this, an upload of the greatest usual size finds no room, nor does the log, which
        /// grows to ``Checkpointer/fileBytes`` under load.
        static let least = Limits.fileSize
        /// Below this, a busy day may fill it.
        static let scarce = 10 * least

        public var level: Finding.Level {
            if available < Place.least { return .fault }
            return available < Place.scarce ? .note : .fine
        }
    }

    var level: Finding.Level { places.map(\.level).max() ?? .fine }
}
