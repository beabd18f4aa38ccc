import Foundation
import Testing
import WorkshopModel

/// What was answered is there after the server was killed, and nothing that is half there shows.
@Suite struct KilledServerPromise {
    @Test func `a server killed under load has everything it answered`() async throws {
        for database in 1...PromiseSize.pick(small: 1, full: 20) {
            try await kill(rounds: PromiseSize.pick(small: 3, full: 10), database)
        }
    }

    /// Kills one server after the other on the same data.
    private func kill(rounds: Int, _ database: Int) async throws {
        let folder = try Folder()
        var answers = Answers()
        for round in 1...rounds {
            let server = try await RunningServer(in: folder, sync: "full")
            let tally = Tally()
            async let load = MixedLoad.run(port: server.port, round: round, tally: tally)
            try await tally.waits(
                for: Int.random(in: 400...PromiseSize.pick(small: 800, full: 4_000)))
            server.child.send(SIGKILL)
            #expect(await server.child.waits() == .signal(SIGKILL))
            tally.end()
            answers.take(try await load)

            let again = try await RunningServer(in: folder, sync: "full")
            let history = try await again.wholeHistory()
            let messages = try history.map { try Envelope(parsing: Array($0.utf8)) }
            answers.check(messages)
            let tasks = try await again.allTasks()
            answers.check(tasks, with: messages)
            try await check(answers.rounds.last, on: again, round: round)
            try await checkFolder(folder)
            #expect(try await again.countsBecome(messages: history.count, tasks: tasks.count))
            #expect(await again.stop() == .status(0))
        }
        PromiseSize.report("killed under load, database \(database): \(answers.summary)")
    }

    /// Files and presence of the load that has just been killed.
    private func check(_ load: MixedLoad?, on server: RunningServer, round: Int) async throws {
        let load = try #require(load)
        #expect(!load.files.isEmpty)
        for file in load.files {
            let answer = try await server.ask("GET", "/files/\(file.hash)")
            #expect(answer.status == 200 && answer.body == file.bytes, "\(file.hash)")
        }
        #expect(load.beats > 0)
        let present = try JSONText(parsing: try await server.ask("GET", "/presence").body)
        let beat = present.elements?.first { $0["agent_id"]?.string == "alive\(round)" }
        let number = try #require(beat?["meta"]?["n"]?.integer)
        #expect(number == load.beats || number == load.beats + 1)
    }

    /// Every file has the hash of its name, and no upload has left anything.
    private func checkFolder(_ folder: Folder) async throws {
        let names = try FileManager.default.contentsOfDirectory(atPath: folder.file("blobs"))
        #expect(names.allSatisfy { $0.hasPrefix("sha256:") }, "\(names)")
        let sums = try Child(
            ["-c", "sha256sum sha256:*"], of: "/bin/sh", folder: folder.file("blobs"),
            patience: PromiseSize.patience)
        #expect(await sums.waits() == .status(0))
        #expect(sums.output.lines.count == names.count)
        for line in sums.output.lines {
            #expect(line == "\(line.prefix(64))  sha256:\(line.prefix(64))")
        }
    }
}
