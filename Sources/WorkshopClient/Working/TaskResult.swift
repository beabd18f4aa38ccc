public import WorkshopModel

/// What came of a task.
public struct TaskResult: Sendable, Equatable {
    /// Any JSON; what a task is `done` with has at most 1 MiB.
    public var json: JSONText
    /// Uploaded before, at most 256.
    public var files: [BlobHash]

    public init(_ json: JSONText = .emptyObject, files: [BlobHash] = []) {
        self.json = json
        self.files = files
    }
}
