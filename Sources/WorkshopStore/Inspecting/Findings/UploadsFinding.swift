/// Temporary files of uploads.
public struct UploadsFinding: Sendable, Equatable {
    /// Uploads that are under way, or may be.
    public var underWay: Int64 = 0
    /// What uploads that were cut off have left.
    public var orphaned = Sightings()
    public var orphanedBytes: Int64 = 0
    /// How many of them are gone now.
    public var removed: Int64 = 0

    var level: Finding.Level { removed == orphaned.count ? .fine : .note }
}
