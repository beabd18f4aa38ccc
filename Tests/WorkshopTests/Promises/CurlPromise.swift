import Foundation
import Testing

/// What the README shows: a stream into `jq`, message by message.
@Suite struct CurlPromise {
    @Test(arguments: [
        "curl -sN \"$WORKSHOP_URL/?format=ndjson\" | jq --unbuffered -c .",
        "workshop tail | jq --unbuffered -c .",
    ])
    func `through a pipe, each message is printed as it comes`(_ line: String) async throws {
        try await prints(line, terminal: false)
    }

    @Test(arguments: ["curl -sN \"$WORKSHOP_URL/?format=ndjson\" | jq .", "workshop tail | jq ."])
    func `on a terminal too, without an option`(_ line: String) async throws {
        try await prints(line, terminal: true)
    }

    @Test func `a stream says at once that it is open`() async throws {
        let server = try await RunningServer()
        let curl = try Child(["-sN", "\(server.url)/"], of: "/usr/bin/curl")
        #expect(await curl.output.waits { $0.hasPrefix(": open\n\n") })
        curl.send(SIGKILL)
        _ = await curl.waits()
    }

    private func prints(_ line: String, terminal: Bool) async throws {
        let server = try await RunningServer()
        // Job control gives the pipe a process group of its own, which the shell can end.
        let script = """
            workshop() { '\(Binary.path)' "$@"; }
            set -m
            \(line) &
            read -r
            kill -- -"$(jobs -p)"
            """
        let shell = try Child(
            ["-c", script], of: "/bin/bash", environment: ["WORKSHOP_URL": server.url],
            input: .pipe, output: terminal ? .terminal : .pipe)
        try await server.waitForSubscribers(1)
        let count = PromiseSize.pick(small: 3, full: 50)
        for number in 1...count {
            _ = try await server.run("pub", "a", "seen.\(number)x", "{}")
            #expect(await shell.output.waits { $0.contains("seen.\(number)x") })
        }
        shell.closeInput()
        _ = await shell.waits()
        PromiseSize.report("'\(line)': \(count) messages, each before the next was sent")
    }
}
