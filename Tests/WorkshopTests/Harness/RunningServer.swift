import Foundation
import Testing
import WorkshopModel

/// `workshop serve` as a process of its own, in a fresh folder and on a port that was free.
final class RunningServer: Sendable {
    let folder: Folder
    let child: Child
    let url: String

    /// - Parameters:
    ///   - folder: that of another server, to go on with its data.
    ///   - socket: listens on a Unix socket of this name in the folder instead of a port.
    ///   - port: 0 is one that is free.
    ///   - sockets: what it is given to listen on, as systemd does.
    ///   - wrapper: a program with its arguments that becomes the server, or runs it.
    ///   - patience: seconds after which it is killed, so that no test hangs.
    init(
        _ arguments: [String] = [], in folder: Folder? = nil, socket: String? = nil,
        port: Int = 0, sync: String = "normal", environment: [String: String] = [:],
        sockets: [ListeningSocket] = [], wrapper: [String] = [], patience: Double = 120
    ) async throws {
        let folder = try folder ?? Folder()
        self.folder = folder
        let place = socket.map { "unix:\(folder.file($0))" }
        var environment = environment
        if !sockets.isEmpty { environment["LISTEN_FDS"] = "\(sockets.count)" }
        let command =
            (sockets.isEmpty ? wrapper : ListeningSocket.wrapper) + [
                Binary.path, "serve", "--listen", place ?? "127.0.0.1:\(port)", "--sync", sync,
            ] + arguments
        child = try Child(
            Array(command.dropFirst()), of: command[0], environment: environment,
            descriptors: sockets.map(\.descriptor), folder: folder.path, patience: patience)
        // The last of the lines that tell what is served.
        let isUp = await child.errors.waits { $0.contains("admits ") }
        try #require(isUp, "the server did not start: \(child.errors.text)")
        let port = child.errors.text.firstMatch(of: /listening on 127\.0\.0\.1:(\d+)/)?.1
        url = try place ?? "http://127.0.0.1:\(#require(port))"
    }

    deinit { child.send(SIGKILL) }

    /// The port it listens on; 0 for a Unix socket.
    var port: Int { url.firstMatch(of: /:(\d+)$/).flatMap { Int($0.1) } ?? 0 }

    /// Runs a command against this server to its end.
    func run(
        _ arguments: String..., input: Child.Standard = .null, terminal: Bool = false,
        environment: [String: String] = [:]
    ) async throws -> Outcome {
        try await run(arguments, input: input, terminal: terminal, environment: environment)
    }

    func run(
        _ arguments: [String], input: Child.Standard = .null, terminal: Bool = false,
        environment: [String: String] = [:]
    ) async throws -> Outcome {
        let child = try start(
            arguments, input: input, terminal: terminal, environment: environment)
        let exit = await child.waits()
        return Outcome(exit: exit, output: child.output.bytes, errors: child.errors.text)
    }

    /// Starts a command against this server.
    func start(
        _ arguments: [String], input: Child.Standard = .null, terminal: Bool = false,
        environment: [String: String] = [:], patience: Double = 60
    ) throws -> Child {
        try Child(
            arguments,
            environment: ["WORKSHOP_URL": url, "AGENT_ID": "tester.lab"].merging(environment) {
                $1
            },
            input: input, output: terminal ? .terminal : .pipe, folder: folder.path,
            patience: patience)
    }

    /// Starts `tail` and waits until it counts as a subscriber.
    func startTail(_ arguments: [String] = [], terminal: Bool = false) async throws -> Child {
        let tail = try start(["tail"] + arguments, terminal: terminal)
        try await waitForSubscribers(1)
        return tail
    }

    /// Asks until the server tells of this many open streams.
    func waitForSubscribers(_ count: Int64) async throws {
        while try await run("status").json()["subscribers"]?.integer != count {}
    }

    /// Asks it to end and waits until it has.
    func stop() async -> Child.Exit {
        child.send(SIGTERM)
        return await child.waits()
    }
}
