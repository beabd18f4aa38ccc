import Foundation
import Testing

/// Counts what one server allocates: `allocations.c` is preloaded into it and counts in a file.
struct AllocationCounter {
    private static let folder = try? Folder()

    /// `allocations.c`, compiled once a run; `nil` when no C compiler is there.
    static let library: String? = {
        guard let folder else { return nil }
        let source = URL(filePath: #filePath).deletingLastPathComponent()
            .appending(component: "allocations.c").path
        let library = folder.file("allocations.so")
        let compilation = try? Tool.run("cc", ["-shared", "-fPIC", "-O1", "-o", library, source])
        return compilation == 0 ? library : nil
    }()

    private let folder: Folder

    init() throws { folder = try Folder() }

    var environment: [String: String] {
        ["ALLOCATIONS": folder.file("count"), "LD_PRELOAD": AllocationCounter.library ?? ""]
    }

    /// Since the server began.
    func count() throws -> Int {
        let bytes = try folder.read("count")
        return bytes.reversed().reduce(0) { $0 << 8 | Int($1) }
    }
}

extension Trait where Self == ConditionTrait {
    /// Runs where a C compiler is.
    static var countsAllocations: Self {
        .enabled("there is no 'cc' to compile allocations.c with") {
            AllocationCounter.library != nil
        }
    }
}
