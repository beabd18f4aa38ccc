/// Files against their hashes, and what else stands among them.
public struct FilesFinding: Sendable, Equatable {
    /// Whether the folder is there; a start makes it.
    public var folderExists = true
    /// Files looked at.
    public var files: Int64 = 0
    public var bytes: Int64 = 0
    /// Names whose content is another, or no file, or cannot be read off the disk.
    public var damaged = Sightings()
    /// How many of them were given another name, so that an upload can bring them back.
    public var setAside: Int64 = 0
    /// Names of files that may not be opened.
    public var closed = Sightings()
    /// Damaged files that have another name already.
    public var kept = Sightings()
    /// Names that are none of ours.
    public var foreign = Sightings()

    var level: Finding.Level {
        if !damaged.isEmpty || !closed.isEmpty { return .fault }
        return folderExists && kept.isEmpty && foreign.isEmpty ? .fine : .note
    }
}
