import WorkshopBench

/// A file of 1 GiB that cannot be made smaller, made when it is first asked for.
final class LargeFile {
    static let bytes = 1 << 30

    private let folder: TemporaryFolder
    private var isMade = false

    init(in parent: String) throws(BenchmarkError) {
        folder = try TemporaryFolder(in: parent)
    }

    func path() throws(BenchmarkError) -> String {
        let path = folder.path + "/large"
        if !isMade {
            _ = try TimedCommand(["openssl", "rand", "-out", path, "\(LargeFile.bytes)"]).run()
            _ = try TimedCommand(["sync", path]).run()
            isMade = true
        }
        return path
    }
}
