import Testing
import WorkshopModel

/// What the earlier implementation left is served as if it had always been ours.
@Suite struct EarlierDataPromise {
    @Test func `messages, tasks, presence and files are all served`() async throws {
        let earlier = try await EarlierDatabase()
        let server = try await RunningServer(in: earlier.folder)
        let history = try await server.wholeHistory(page: 100)
        let messages = try history.map { try Envelope(parsing: Array($0.utf8)) }
        #expect(messages.map(\.id) == earlier.ids)
        #expect(messages.map(\.body.text) == messages.indices.map { #"{"n":\#($0)}"# })
        #expect(messages.allSatisfy { $0.from == "old.agent" && $0.files.count == 1 })
        #expect(try await server.run("history", "--all").lines == history)
        let rare = try await server.ask("GET", "/ch/rare/history?n=1000")
        #expect(
            rare.text == history.filter { $0.contains(#""ch":"rare""#) }.map { "\($0)\n" }.joined())
        #expect(try await server.countsBecome(messages: 1_000, tasks: 3))
        for (hash, bytes) in earlier.files {
            #expect(try await server.ask("GET", "/files/\(hash)").body == bytes)
        }
        #expect(try await server.ask("GET", "/presence").text.contains(#""agent_id":"old.agent""#))
    }

    @Test func `tasks go on from the state they were left in`() async throws {
        let earlier = try await EarlierDatabase()
        let server = try await RunningServer(in: earlier.folder)
        #expect(try await server.allTasks().count == 3)
        for (status, id) in earlier.tasks {
            let task = try JSONText(parsing: try await server.ask("GET", "/tasks/\(id)").body)
            #expect(task["status"]?.string == status)
            #expect(task["context"]?.text == #"{"of":"old"}"#)
            #expect(task["result"]?.text == (status == "done" ? #"{"ok":1.0}"# : "null"))
            let claim = try await server.run("task", "claim", id)
            #expect(claim.exit == .status(status == "open" ? 0 : 4))
            let done = try await server.run("task", "done", id, "--from", "ann.lab")
            #expect(done.exit == .status(status == "claimed" ? 0 : 4), "\(status)")
        }
        let newest = try #require(earlier.ids.last)
        let history = try await server.wholeHistory()
        #expect(history.count == 1_002)
        #expect(history.suffix(2).allSatisfy { messageID($0) > newest })
    }

    @Test(arguments: ["IMMEDIATE", "EXCLUSIVE"])
    func `a lock that sqlite3 holds delays publishes and fails none`(kind: String) async throws {
        let held = PromiseSize.pick(small: Duration.seconds(2), full: .seconds(10))
        let earlier = try await EarlierDatabase()
        let server = try await RunningServer(in: earlier.folder)
        let port = server.port
        let tally = Tally()
        async let load = onThread { publish(port: port, as: "one", tally: tally) }
        async let more = onThread { publish(port: port, as: "two", tally: tally) }
        try await tally.waits(for: 50)
        let holder = try Child(
            ["workshop.db"], of: "/usr/bin/sqlite3", input: .pipe, folder: earlier.folder.path)
        holder.write(".timeout 20000\nBEGIN \(kind);\nSELECT 'held';\n")
        #expect(await holder.output.waits(forLines: 1))
        let before = tally.value
        // Readers are not held up.
        #expect(try await server.ask("GET", "/history?n=10").status == 200)
        #expect(try await server.ask("GET", "/status").status == 200)
        // The lock's length is what is tried here.
        try await Task.sleep(for: held)
        // An answer may have been on its way when the lock was taken.
        #expect(tally.value <= before + 2)
        holder.write("COMMIT;\n")
        holder.closeInput()
        #expect(await holder.waits() == .status(0))
        try await tally.waits(for: before + 100)
        tally.end()
        let published = try await [load, more]
        #expect(published.allSatisfy { $0.refusals.isEmpty && $0.unanswered == nil })
        #expect(published.allSatisfy { $0.longestWait >= held })
        let kept = Set(try await server.wholeHistory().map(messageID))
        let answered = published.flatMap(\.answered)
        #expect(kept.isSuperset(of: answered.map(\.id)) && kept.count == 1_000 + answered.count)
        PromiseSize.report(
            "an \(kind) lock of \(held): longest publishes \(published.map(\.longestWait)), "
                + "\(answered.count) answered, none failed")
    }
}
