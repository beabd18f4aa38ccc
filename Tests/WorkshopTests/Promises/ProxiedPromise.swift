import Foundation
import Testing

/// nginx with the configuration that is shipped stands in nobody's way: not for minutes, and not
/// for large files.
@Suite(.enabled(if: Nginx.isThere, "nginx and openssl are needed"))
struct ProxiedPromise {
    @Test func `a stream and a claim outlive every silence that nginx puts up with by itself`()
        async throws
    {
        // More than the 60 s after which nginx would give up, by the server's signs of life.
        let quiet = PromiseSize.pick(small: 0, full: 5)
        let rounds = PromiseSize.pick(small: 1, full: 3)
        let server = try await RunningServer(patience: PromiseSize.patience)
        let nginx = try await Nginx(.shipped(to: server))
        let claim = try server.start(
            ["task", "claim", "--next", "--wait", "300s"], environment: nginx.environment,
            patience: PromiseSize.patience)
        let stream = try nginx.curl("-N", "\(nginx.url)/")
        #expect(await stream.output.waits { $0.hasPrefix(": open\n") })
        let start = ContinuousClock.now
        for round in 1...rounds {
            let needed = quiet * round
            #expect(await stream.output.waits { $0.ranges(of: "\n:").count >= needed })
            _ = try await server.run("pub", "a", "seen.\(round)x", "{}")
            #expect(await stream.output.waits { $0.contains("seen.\(round)x") })
        }
        #expect(claim.isRunning)
        _ = try await server.run("task", "create", "late")
        #expect(await claim.waits() == .status(0), "\(claim.errors.text)")
        stream.send(SIGTERM)
        PromiseSize.report(
            "through nginx: one stream and one claim for \(ContinuousClock.now - start)")
    }

    @Test func `an upload is with the server as it comes, and never on the proxy's disk`()
        async throws
    {
        let pieces = PromiseSize.pick(small: 8, full: 100)
        let server = try await RunningServer()
        let nginx = try await Nginx(.shipped(to: server))
        let upload = try nginx.curl(
            "-X", "POST", "-T", "-", "\(nginx.url)/files", input: .pipe)
        let piece = String(repeating: "x", count: 1 << 20)
        for sent in 1...pieces {
            upload.write(piece)
            // All of it but what is on its way through curl and two connections.
            let arrived = (sent << 20) - (1 << 20)
            try #require(await poll { server.folder.uploadedBytes() >= arrived })
            #expect(try nginx.buffered == [])
        }
        upload.closeInput()
        #expect(await upload.waits() == .status(0), "\(upload.errors.text)")
        #expect(upload.output.text.contains(#""size":\#(pieces << 20)"#))
        PromiseSize.report("through nginx: \(pieces) MiB, each with the server before the next")
    }
}
