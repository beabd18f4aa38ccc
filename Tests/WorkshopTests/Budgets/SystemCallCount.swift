import Foundation
import Testing

/// How many calls a server has made of the system in its life, as `strace` counts them.
enum SystemCallCount {
    /// - Parameter load: a `bench` command, whose counts do not depend on time.
    static func of(_ load: [String]) async throws -> Int {
        let folder = try Folder()
        let file = folder.file("calls")
        let server = try await RunningServer(
            sync: "full",
            wrapper: ["/usr/bin/strace", "-D", "-c", "-f", "-U", "name,calls", "-o", file])
        let outcome = try await server.run(load)
        try #require(outcome.exit == .status(0), "\(outcome.errors)")
        _ = await server.stop()
        var total: Int?
        let isWhole = try await poll {
            // It is made when the server has ended.
            let text = (try? String(contentsOfFile: file, encoding: .utf8)) ?? ""
            total = text.firstMatch(of: /total +(\d+)/).flatMap { Int($0.1) }
            return total != nil
        }
        try #require(isWhole)
        return try #require(total)
    }
}

extension Trait where Self == ConditionTrait {
    static var countsSystemCalls: Self {
        .enabled("there is no 'strace', or it may not trace") {
            (try? Tool.run("strace", ["-o", "/dev/null", "true"])) == 0
        }
    }
}
