public import WorkshopModel

/// Files known by their SHA-256.
///
/// Invariant 8: a blob is visible under its hash only when it is whole and synced.
///
/// Calls return at once; completions run on the blobs' own threads, in order for each upload and
/// each open file.
public protocol Blobs: Sendable {
    /// Begins an upload into a temporary file.
    func beginUpload(completion: @escaping Completion<any BlobUpload>)

    /// Opens a file; fails with `.notFound`.
    func open(_ hash: BlobHash, completion: @escaping Completion<any BlobFile>)
}

/// A file on its way in. Dropped without ``finish(completion:)``, it leaves nothing.
public protocol BlobUpload: Sendable {
    /// Appends bytes. One call at a time: the next one after the completion of the last.
    func append(_ chunk: any ByteSource, completion: @escaping Completion<Void>)

    /// Syncs, renames, syncs the folder: the file is there for good when the completion runs.
    func finish(completion: @escaping Completion<StoredBlob>)

    /// Removes the temporary file.
    func cancel()
}

/// Bytes of a file.
public protocol BlobFile: Sendable {
    var size: Int64 { get }

    /// At most `count` bytes from an offset; fewer only at the end of the file.
    func read(at offset: Int64, count: Int, completion: @escaping Completion<[UInt8]>)

    /// All bytes, after they were compared with the hash; fails with `.internalError` when they are
    /// others. For files that fit memory.
    func readWhole(completion: @escaping Completion<[UInt8]>)

    /// Closes the file. No read may follow.
    func close()
}

/// What an upload has become.
public struct StoredBlob: Sendable, Equatable {
    public var hash: BlobHash
    public var size: Int64
    /// Whether the file was there before.
    public var existed: Bool

    public init(hash: BlobHash, size: Int64, existed: Bool) {
        self.hash = hash
        self.size = size
        self.existed = existed
    }
}

/// Bytes that somebody else's buffer holds.
public protocol ByteSource: Sendable {
    func withBytes<Value, Failure: Error>(
        _ body: (UnsafeRawBufferPointer) throws(Failure) -> Value
    ) throws(Failure) -> Value
}
