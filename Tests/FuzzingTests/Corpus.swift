import Foundation
import FuzzProperties

/// The inputs kept for a fuzz target: written to try each rule of its parser, and what the fuzzer
/// found.
struct Corpus {
    struct Input {
        /// The file's, which says what it tries.
        let name: String
        let bytes: [UInt8]
    }

    let inputs: [Input]

    init(of target: FuzzTarget) throws {
        let folder = URL(filePath: #filePath).deletingLastPathComponent()
            .deletingLastPathComponent().appending(path: "Fuzzing/Corpus/\(target.rawValue)")
        let files = try FileManager.default.contentsOfDirectory(
            at: folder, includingPropertiesForKeys: nil)
        inputs = try files.sorted { $0.lastPathComponent < $1.lastPathComponent }.map { file in
            Input(name: file.lastPathComponent, bytes: Array(try Data(contentsOf: file)))
        }
    }
}
