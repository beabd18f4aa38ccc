/// Where the files of a backup came from.
public struct BackedUpFiles: Sendable, Equatable {
    /// Hard links to files of the backup before, which had verified them.
    public var unchanged: Int64 = 0
    /// Hard links to files of the server.
    public var linked: Int64 = 0
    public var copied: Int64 = 0
    /// Those among them that the server does not have, or not whole, any more.
    public var rescued: Int64 = 0
    /// Bytes of all.
    public var bytes: Int64 = 0
    /// What the server has is damaged, and no backup before has it: left out.
    public var damaged = Sightings()

    public var count: Int64 { unchanged + linked + copied }
}
