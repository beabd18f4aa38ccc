import Glibc
import WorkshopBench

/// What the figures depend on.
struct MachineFacts {
    let cores: Int
    let kernel: String
    /// Of the folder the databases are in; `nil` when they are elsewhere.
    let fileSystem: String?

    init(folder: String?) throws(BenchmarkError) {
        cores = sysconf(Int32(_SC_NPROCESSORS_ONLN))
        kernel = "Linux " + (try MachineFacts.firstLine(of: "/proc/sys/kernel/osrelease"))
        guard let folder else {
            fileSystem = nil
            return
        }
        fileSystem = try MachineFacts.fileSystem(of: folder)
    }

    /// Nothing there is ever synced, so that publishing looks faster than it is.
    var isInMemory: Bool { fileSystem == "tmpfs" || fileSystem == "ramfs" }

    private static func firstLine(of path: String) throws(BenchmarkError) -> String {
        try TextFile.read(path).split(separator: "\n").first.map(String.init) ?? ""
    }

    /// The type of the innermost mount that holds the folder.
    private static func fileSystem(of folder: String) throws(BenchmarkError) -> String {
        guard let resolved = realpath(folder, nil) else {
            throw .system(doing: "find '\(folder)'", code: errno)
        }
        defer { free(resolved) }
        let path = String(cString: resolved) + "/"
        var best = (length: 0, type: "unknown")
        for line in try TextFile.read("/proc/self/mounts").split(separator: "\n") {
            let fields = line.split(separator: " ")
            guard fields.count > 2 else { continue }
            let point = fields[1] == "/" ? "/" : fields[1] + "/"
            if path.hasPrefix(point), point.utf8.count >= best.length {
                best = (point.utf8.count, String(fields[2]))
            }
        }
        return best.type
    }
}
