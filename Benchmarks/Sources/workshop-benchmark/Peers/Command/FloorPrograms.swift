import WorkshopBench

/// The C programs that show what the machine alone can do, compiled from `Benchmarks/Floor`.
final class FloorPrograms {
    private let folder: TemporaryFolder

    var fanOut: String { folder.path + "/fan-out" }
    var commit: String { folder.path + "/commit" }

    init(sources: String, in parent: String) throws(BenchmarkError) {
        folder = try TemporaryFolder(in: parent)
        try compile(sources + "/Floor/fan-out.c", to: fanOut)
        try compile(sources + "/Floor/commit.c", to: commit, libraries: ["-lsqlite3"])
    }

    private func compile(
        _ source: String, to program: String, libraries: [String] = []
    ) throws(BenchmarkError) {
        _ = try TimedCommand(["gcc", "-O2", "-o", program, source] + libraries).run()
    }
}
