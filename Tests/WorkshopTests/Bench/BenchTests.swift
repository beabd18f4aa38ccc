import Foundation
import Testing
import WorkshopModel

/// The `bench` commands against real servers. Counts alone are looked at, never times.
@Suite struct BenchTests {
    @Test func `pub publishes what it counts, and what it says stays there`() async throws {
        let server = try await RunningServer()
        let outcome = try await server.run(
            "bench", "pub", "-n", "300", "-c", "7", "--size", "100", "--ch", "load")
        #expect(outcome.exit == .status(0))
        #expect(outcome.errors.contains("publishing to channel 'load', to stay there, as bench."))
        let report = try outcome.json()
        #expect(report["verb"]?.string == "pub")
        #expect(report["url"]?.string == server.url)
        #expect(report["own_server"]?.boolean == false)
        for key in ["count", "stored"] { #expect(report[key]?.integer == 300) }
        #expect(report["errors"]?.integer == 0)
        #expect(report["due"] == .null)
        #expect(try await server.run("status").json()["messages"]?.integer == 300)
        let messages = try await server.run("history", "load", "--all").lines
        let bodies = try messages.map { try JSONText(parsing: Array($0.utf8))["body"] }
        #expect(bodies.allSatisfy { $0?.bytes.count == 100 })
        let numbers = Set(bodies.compactMap { $0?["n"]?.string.flatMap { Int($0) } })
        #expect(numbers == Set(0..<300))
    }

    @Test func `pub for a while stores what it says`() async throws {
        let server = try await RunningServer()
        let outcome = try await server.run(
            "bench", "pub", "-d", "200ms", "--warm-up", "50ms", "--channels", "3")
        #expect(outcome.exit == .status(0))
        let report = try outcome.json()
        let stored = try #require(report["stored"]?.integer)
        #expect(stored >= report["count"]?.integer ?? .max)
        let channels = try await server.run("channels").lines.map {
            try JSONText(parsing: Array($0.utf8))
        }
        #expect(channels.compactMap { $0["ch"]?.string } == ["bench.1", "bench.2", "bench.3"])
        #expect(channels.reduce(0) { $0 + ($1["messages"]?.integer ?? 0) } == stored)
    }

    @Test func `a paced run has as many requests due as rate and duration say`() async throws {
        let server = try await RunningServer()
        let outcome = try await server.run(
            "bench", "pub", "--rate", "400", "-d", "500ms", "--warm-up", "100ms")
        #expect(outcome.exit == .status(0))
        let report = try outcome.json()
        let due = try #require(report["due"]?.integer)
        let unsent = try #require(report["unsent"]?.integer)
        #expect(due == 200)
        #expect(report["count"]?.integer == due - unsent)
        // The warm-up has been on the same schedule.
        #expect(report["stored"]?.integer == 240 - unsent)
    }

    @Test func `a paced number of messages ends with the last answer`() async throws {
        let server = try await RunningServer()
        // More connections than the rate needs: some have nothing to do when the last is sent.
        let outcome = try await server.run("bench", "pub", "--rate", "300", "-n", "30", "-c", "8")
        #expect(outcome.exit == .status(0))
        #expect(try outcome.json()["count"]?.integer == 30)
        #expect(try outcome.json()["unsent"]?.integer == 0)
    }

    @Test func `sub finds every message once and in order on every stream`() async throws {
        let server = try await RunningServer()
        let outcome = try await server.run(
            "bench", "sub", "-n", "120", "-m", "9", "-c", "4", "--channels", "3")
        #expect(outcome.exit == .status(0))
        let report = try outcome.json()
        // Three streams of each channel, which has a third of the messages.
        #expect(report["deliveries"]?.integer == 360)
        #expect(report["stored"]?.integer == 120)
        #expect(report["compared"]?.boolean == true)
        for key in ["lost", "repeated", "disorders", "different"] {
            #expect(report[key]?.integer == 0)
        }
        #expect(try await server.run("status").json()["messages"]?.integer == 120)
    }

    @Test func `sub is not confused by what others publish`() async throws {
        let server = try await RunningServer()
        let bench = try server.start(["bench", "sub", "-m", "3", "-n", "50", "--rate", "100"])
        try await server.waitForSubscribers(3)
        for _ in 0..<3 { _ = try await server.run("pub", "bench", "msg.text", "--text", "hi") }
        #expect(await bench.waits() == .status(0))
        let report = try JSONText(parsing: Array(bench.output.text.utf8))
        #expect(report["deliveries"]?.integer == 150)
    }

    @Test func `claim has one winner for each task, and leaves none open`() async throws {
        let server = try await RunningServer()
        let outcome = try await server.run("bench", "claim", "-n", "150", "-c", "8")
        #expect(outcome.exit == .status(0))
        let report = try outcome.json()
        #expect(report["created"]?.integer == 150)
        #expect(report["count"]?.integer == 150)
        #expect(report["left_open"]?.integer == 0)
        #expect(try await server.run("status").json()["tasks"]?.integer == 150)
        #expect(try await server.run("task", "list", "--status", "done").lines.count == 100)
        #expect(try await server.run("task", "list", "--status", "claimed").lines.isEmpty)
    }

    @Test func `claim leaves somebody else's tasks alone`() async throws {
        let server = try await RunningServer()
        _ = try await server.run("task", "create", "real work", "--ch", "bench")
        let refused = try await server.run("bench", "claim", "-n", "10")
        #expect(refused.exit == .status(4))
        #expect(refused.errors.contains("there are open tasks in channel 'bench' already"))
        #expect(refused.errors.contains("hint: '--ch' names another one"))
        #expect(refused.text.isEmpty)
        #expect(try await server.run("bench", "claim", "-n", "10", "--ch", "x").exit == .status(0))
        #expect(try await server.run("task", "list", "--status", "open").lines.count == 1)
    }

    @Test func `put stores files and gets the same back`() async throws {
        let server = try await RunningServer()
        let outcome = try await server.run(
            "bench", "put", "-n", "7", "-c", "3", "--size", "1.5MiB")
        #expect(outcome.exit == .status(0))
        let report = try outcome.json()
        let bytes: Int64 = 7 * 1_572_864
        for way in ["upload", "download"] {
            #expect(report[way]?["files"]?.integer == 7)
            #expect(report[way]?["bytes"]?.integer == bytes)
        }
        let blobs = try FileManager.default.contentsOfDirectory(
            atPath: server.folder.file("blobs")
        ).filter { $0.hasPrefix("sha256:") }
        #expect(blobs.count == 7)
        #expect(try await server.run("status").json()["messages"]?.integer == 0)
    }

    @Test func `put says what the server does not take`() async throws {
        let server = try await RunningServer(["--max-file-size", "1000"])
        let outcome = try await server.run("bench", "put", "--size", "1001", "-n", "1")
        #expect(outcome.exit == .status(7))
        #expect(outcome.errors.contains("the server answered 413: "))
        let fits = try await server.run("bench", "put", "--size", "1000", "-n", "1")
        #expect(fits.exit == .status(0))
    }

    @Test func `the largest and the smallest message are taken`() async throws {
        let server = try await RunningServer()
        for size in ["28", "1023KiB"] {
            let outcome = try await server.run("bench", "pub", "-n", "2", "--size", size)
            #expect(outcome.exit == .status(0), "\(outcome.errors)")
        }
    }

    @Test func `over a Unix socket it is the same`() async throws {
        let server = try await RunningServer(socket: "s")
        let outcome = try await server.run("bench", "sub", "-n", "20", "-m", "2")
        #expect(outcome.exit == .status(0))
        #expect(try outcome.json()["deliveries"]?.integer == 40)
    }

    @Test func `a person gets lines, a program one object`() async throws {
        let server = try await RunningServer()
        let shown = try await server.run(
            "bench", "pub", "-n", "5", terminal: true, environment: ["NO_COLOR": "1"])
        #expect(shown.screen.contains(#/published +5 in/#))
        #expect(shown.screen.contains(#/latency +p50 /#))
        let outcome = try await server.run("bench", "pub", "-n", "5")
        #expect(outcome.lines.count == 1)
        let members = try #require(try outcome.json().members).map(\.key)
        #expect(
            members == [
                "verb", "url", "own_server", "channels", "connections", "size", "rate", "seconds",
                "count", "per_second", "due", "unsent", "errors", "latency", "stored", "cpu",
                "interrupted",
            ])
    }
}
