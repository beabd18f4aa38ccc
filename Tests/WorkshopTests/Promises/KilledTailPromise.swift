import Foundation
import Testing

/// `workshop tail --cursor` that is killed anywhere goes on where it was.
@Suite struct KilledTailPromise {
    private static let kills = PromiseSize.pick(small: 6, full: 100)

    @Test func `killed under load it misses nothing and repeats one message a kill at most`()
        async throws
    {
        let server = try await RunningServer(patience: PromiseSize.patience)
        let port = server.port
        let tally = Tally()
        let taken = Tally()
        async let load = onThread {
            publish(port: port, as: "load", tally: tally, notAheadOf: taken, lead: 2_000)
        }
        var lines: [String] = []
        var repeats = 0
        for kill in 0..<Self.kills {
            // A reader that is quick, and one that has let the pipe run full.
            var more = try await kill.isMultiple(of: 2) ? flowing(server) : stalled(server, taken)
            if let first = more.first, first == lines.last {
                repeats += 1
                more.removeFirst()
            }
            lines += more
            taken.add(more.count)
        }
        tally.end()
        taken.end()
        #expect(try await load.refusals.isEmpty)
        let history = try await server.wholeHistory()
        let rest = try await tail(server, ["--count", "\(max(1, history.count - lines.count))"])
        #expect(difference(lines + rest, history) == nil)
        PromiseSize.report(
            "tail --cursor: \(Self.kills) kills, \(history.count) messages, none missing, "
                + "\(repeats) repeated")
    }

    private static let words = ["tail", "--cursor", "x", "--since", "all"]

    private func state(_ server: RunningServer) -> [String: String] {
        ["WORKSHOP_URL": server.url, "XDG_STATE_HOME": server.folder.file("state")]
    }

    /// Whole lines; what was cut off behind the last one does not count.
    private func whole(_ output: String) -> [String] {
        output.split(separator: "\n", omittingEmptySubsequences: false).dropLast().map(String.init)
    }

    private func tail(_ server: RunningServer, _ words: [String]) async throws -> [String] {
        let outcome = try await server.run(Self.words + words, environment: state(server))
        #expect(outcome.exit == .status(0))
        return outcome.lines
    }

    /// Killed after some messages.
    private func flowing(_ server: RunningServer) async throws -> [String] {
        let child = try server.start(Self.words, environment: state(server))
        #expect(await child.output.waits(forLines: Int.random(in: 1...300)))
        child.send(SIGKILL)
        #expect(await child.waits() == .signal(SIGKILL))
        #expect(child.errors.text.isEmpty)
        return whole(child.output.text)
    }

    /// Killed while it waits for its reader, who then takes what is in the pipe.
    private func stalled(_ server: RunningServer, _ taken: Tally) async throws -> [String] {
        let words = Self.words.joined(separator: " ")
        let script = """
            mkfifo pipe
            exec 3<>pipe
            '\(Binary.path)' \(words) >pipe 3>&- &
            read -r
            kill -9 $!
            wait $! 2>/dev/null
            exec 4<pipe 3>&-
            cat <&4
            rm pipe
            """
        let shell = try Child(
            ["-c", script], of: "/bin/bash", environment: state(server), input: .pipe,
            folder: server.folder.path, patience: PromiseSize.patience)
        // Nobody announces that a pipe is full: the cursor no longer moves.
        let file = "state/workshop/cursors/\(server.url.replacing("/", with: "%2F"))/x"
        var before: [UInt8] = []
        while true {
            // Not there before the first message.
            let now = (try? server.folder.read(file)) ?? []
            if !now.isEmpty, now == before { break }
            before = now
            try await Task.sleep(for: .milliseconds(100))
        }
        shell.write("\n")
        #expect(await shell.waits() == .status(0))
        return whole(shell.output.text)
    }
}
