import Synchronization

/// Finds out whether files can be stored, by storing one that nobody sees.
final class FileProbe: Sendable {
    /// Bytes that it writes: room for less is no room for files.
    static let size = 1_048_576
    private static let interval = Duration.seconds(1)

    private let folder: BlobFolder
    private let health: StorageHealth
    private let notBefore = Mutex(ContinuousClock.now)

    init(folder: BlobFolder, health: StorageHealth) {
        self.folder = folder
        self.health = health
    }

    /// Whether it is time for another attempt, which the caller then makes.
    func begin() -> Bool {
        notBefore.withLock { notBefore in
            let now = ContinuousClock.now
            guard notBefore <= now else { return false }
            notBefore = now + FileProbe.interval
            return true
        }
    }

    /// Runs on a thread that may block.
    func run() {
        do throws(SystemError) {
            let file = try folder.makeUpload()
            defer { file.remove() }
            let bytes = [UInt8](repeating: 0, count: FileProbe.size)
            try bytes.withUnsafeBufferPointer { bytes throws(SystemError) in
                try file.append(UnsafeRawBufferPointer(bytes))
            }
            _ = try file.finish()
            try folder.tryNaming(file)
            health.works(.files)
        } catch {
            if !error.isOutOfDescriptors { health.failed(.files, error.writeReason) }
        }
    }
}
