import Foundation
import Testing

/// The check that people run against a server of their own passes against this one.
@Suite struct SmokePromise {
    @Test func `the smoke test finds every endpoint in order`() async throws {
        let server = try await RunningServer()
        let tests = URL(filePath: #filePath).deletingLastPathComponent()
            .deletingLastPathComponent().deletingLastPathComponent()
        let smoke = try Child([server.url], of: tests.appending(component: "smoke").path)
        #expect(await smoke.waits() == .status(0), "\(smoke.output.text)\(smoke.errors.text)")
        #expect(smoke.output.text.contains(" passed, 0 failed"))
        PromiseSize.report("smoke: \(smoke.output.lines.last ?? "")")
    }
}
