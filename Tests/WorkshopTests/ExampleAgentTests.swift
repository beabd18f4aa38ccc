import Foundation
import Testing
import WorkshopModel

/// The agents under `Examples`, run as they stand.
@Suite struct ExampleAgentTests {
    struct Agent: CustomTestStringConvertible, Sendable {
        var testDescription: String
        var command: [String]

        /// A script.
        init(_ file: String, by program: String) {
            testDescription = file
            command = [
                program, ManualFolder.root.appending(components: "Examples", file).path,
            ]
        }

        /// A program that is built with the tests.
        init(built name: String) {
            testDescription = name
            command = [Binary.built(name)]
        }
    }

    static let agents = [
        Agent("agent.sh", by: "/bin/sh"), Agent("agent.py", by: "/usr/bin/python3"),
        Agent(built: "adder"),
    ]

    /// Starts an agent as a process group, which ends with the value.
    private final class Running {
        let child: Child

        init(_ agent: Agent, on server: RunningServer) throws {
            let binaries = URL(filePath: Binary.path).deletingLastPathComponent().path
            child = try Child(
                agent.command, of: "/usr/bin/setsid",
                environment: [
                    "WORKSHOP_URL": server.url, "AGENT_ID": "adder.lab",
                    "PATH": "\(binaries):/usr/bin:/bin",
                ],
                folder: server.folder.path)
        }

        deinit { kill(-child.identifier, SIGKILL) }
    }

    private func create(_ context: String, on server: RunningServer) async throws -> String {
        let words = ["task", "create", "add up", "--ch", "sums", "--context", context]
        return try await server.run(words).member("id")
    }

    /// The result of a task, once it is done.
    private func result(of id: String, on server: RunningServer) async throws -> String {
        let outcome = try await server.run("task", "wait", id, "--timeout", "30s")
        #expect(outcome.exit == .status(0), "\(outcome.errors)")
        return outcome.text
    }

    @Test(arguments: agents)
    func `an agent does one task after another`(_ agent: Agent) async throws {
        let server = try await RunningServer()
        let first = try await create(#"{"numbers":[1,2,3]}"#, on: server)
        let running = try Running(agent, on: server)
        #expect(try await result(of: first, on: server) == #"{"sum":6,"state":"finished"}"# + "\n")
        let second = try await create(#"{"numbers":[20,22]}"#, on: server)
        #expect(
            try await result(of: second, on: server) == #"{"sum":42,"state":"finished"}"# + "\n")
        #expect(try await server.run("presence").member("agent_id") == "adder.lab")
        let claimed = try await server.run("history", "sums", "--type", "task.updated")
        #expect(claimed.lines.count == 5)
        withExtendedLifetime(running) {}
    }

    @Test(arguments: agents)
    func `an agent holds a lease, and heeds an interrupt`(_ agent: Agent) async throws {
        let server = try await RunningServer()
        let numbers = Array(repeating: "1", count: 10_000).joined(separator: ",")
        let id = try await create("{\"numbers\":[\(numbers)]}", on: server)
        let running = try Running(agent, on: server)
        let words = ["tail", "sums", "--since", "all", "--type", "task.updated", "--count", "1"]
        #expect(try await server.run(words).exit == .status(0))
        let task = try await server.run("task", "show", id).json()
        #expect(task["lease_until"]?.number != nil)
        _ = try await server.run("task", "interrupt", id)
        #expect(try await result(of: id, on: server).contains(#""state":"interrupted"}"#))
        withExtendedLifetime(running) {}
    }

    @Test(arguments: agents)
    func `an agent goes on over a restart of the server`(_ agent: Agent) async throws {
        let folder = try Folder()
        let first = try await RunningServer(in: folder)
        let id = try await create(#"{"numbers":[1,2,3,4,5,6,7,8,9,10]}"#, on: first)
        let running = try Running(agent, on: first)
        let words = ["tail", "sums", "--since", "all", "--type", "task.updated", "--count", "1"]
        #expect(try await first.run(words).exit == .status(0))
        #expect(await first.stop() == .status(0))
        let second = try await RunningServer(in: folder, port: first.port)
        #expect(try await result(of: id, on: second) == #"{"sum":55,"state":"finished"}"# + "\n")
        withExtendedLifetime(running) {}
    }
}
