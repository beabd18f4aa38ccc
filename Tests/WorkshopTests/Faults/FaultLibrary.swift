import Foundation
import Testing

/// `faults.c`, compiled once a run.
enum FaultLibrary {
    private static let folder = try? Folder()

    /// `nil` when no C compiler is there.
    static let path: String? = {
        guard let folder else { return nil }
        let source = URL(filePath: #filePath).deletingLastPathComponent()
            .appending(component: "faults.c").path
        let compilation = try? Tool.run(
            "cc", ["-shared", "-fPIC", "-O1", "-o", folder.file("faults.so"), source, "-ldl"])
        return compilation == 0 ? folder.file("faults.so") : nil
    }()
}

extension Trait where Self == ConditionTrait {
    /// Runs where a C compiler is.
    static var withFaults: Self {
        .enabled("there is no 'cc' to compile faults.c with") { FaultLibrary.path != nil }
    }
}
