import Foundation
import WorkshopModel

@testable import WorkshopCommands

/// Runs commands within the test's own process.
enum InProcess {
    struct Result {
        var ending: Ending
        var output: String
        var errors: String
    }

    /// - Parameter input: `nil` is `/dev/null`.
    static func run(
        _ arguments: [String], environment: [String: String] = [:], input: [UInt8]? = nil
    ) async throws -> Result {
        let output = try Plumbing.pipe()
        let errors = try Plumbing.pipe()
        let inputEnd = try inputDescriptor(input)
        let surroundings = Surroundings(
            arguments: .success(arguments), environment: environment,
            input: Input(descriptor: inputEnd),
            output: Output(descriptor: output.write, name: "standard output"),
            errors: Output(descriptor: errors.write, name: "standard error"),
            now: { Timestamp(milliseconds: 1_795_000_000_000) }, userName: "tester",
            hostName: "host.example.org", retryPatience: .zero, termination: {},
            signals: { _ in AsyncStream { _ in } },
            inheritedVariables: { [] }, endWithReader: { _, _ in })
        let collected = (Collected(output.read), Collected(errors.read))
        let ending = await Program.run(surroundings)
        for end in [output.write, errors.write, inputEnd] { close(end) }
        await collected.0.waitsForEnd()
        await collected.1.waitsForEnd()
        return Result(ending: ending, output: collected.0.text, errors: collected.1.text)
    }

    private static func inputDescriptor(_ bytes: [UInt8]?) throws -> Int32 {
        guard let bytes else { return open("/dev/null", O_RDONLY | O_CLOEXEC) }
        let ends = try Plumbing.pipe()
        Thread.detachNewThread {
            _ = write(ends.write, bytes, bytes.count)
            close(ends.write)
        }
        return ends.read
    }
}
