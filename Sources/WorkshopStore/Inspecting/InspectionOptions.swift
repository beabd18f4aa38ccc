public import WorkshopModel

/// Where an inspection looks, and what it may do.
public struct InspectionOptions: Sendable {
    public var databasePath: String
    public var blobsPath: String
    /// Whether to mend what is safe to mend.
    public var fixes: Bool
    /// The wall clock.
    public var clock: @Sendable () -> Timestamp
    /// Told now and then, on the caller's thread.
    public var progress: @Sendable (InspectionProgress) -> Void
    /// How long a server may take to notice what others have put in, besides the counting.
    var counterPatience = Duration.seconds(3)
    /// A lock that is held longer is told of.
    var lockMilliseconds = 5_000

    public init(
        databasePath: String, blobsPath: String, fixes: Bool = false,
        clock: @escaping @Sendable () -> Timestamp,
        progress: @escaping @Sendable (InspectionProgress) -> Void = { _ in }
    ) {
        self.databasePath = databasePath
        self.blobsPath = blobsPath
        self.fixes = fixes
        self.clock = clock
        self.progress = progress
    }
}
