public import WorkshopModel

/// What the sender of a file is told.
public struct UploadReceipt: Sendable, Hashable {
    /// As the server found it, and as this side did while it sent.
    public let hash: BlobHash
    /// Bytes.
    public let size: Int64
    /// No when the server had the file already.
    public let isNew: Bool
}
