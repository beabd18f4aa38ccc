import Foundation
import Testing
import WorkshopModel

/// A backup that is made while a mesh publishes is one moment of it, with everything that was
/// answered before it began.
@Suite struct BackupPromise {
    private static let publishers = 10
    private static let checks = [
        "program", "server", "integrity", "format", "log", "counters", "messages", "tasks",
        "references", "clock", "files", "uploads", "space",
    ]

    /// What is known of a backup while the load goes on.
    private struct Made {
        var folder: Folder
        /// Answered before it began, the last of all.
        var marker: String
        var file: String
        /// The newest id that it says it has.
        var newest: String
        var messages: Int64
    }

    @Test func `every backup under load is consistent and has all that was answered before`()
        async throws
    {
        let server = try await RunningServer(sync: "full", patience: PromiseSize.patience)
        let port = server.port
        let tally = Tally()
        let beats = Tally()
        let rate = PromiseSize.pick(small: 300, full: 1_000)
        async let pace: Void = onThread { Metronome.run(beats, perSecond: rate, until: tally) }
        async let load = withThrowingTaskGroup(of: Published.self) { group in
            for number in 1...Self.publishers {
                group.addTask {
                    try await onThread {
                        publish(
                            port: port, as: "publisher\(number)", tally: tally, notAheadOf: beats,
                            lead: 0)
                    }
                }
            }
            return try await group.reduce(into: [Published]()) { $0.append($1) }
        }
        try await tally.waits(for: PromiseSize.pick(small: 200, full: 5_000))
        let start = (count: tally.value, time: ContinuousClock.now)
        var backups: [Made] = []
        for number in 1...PromiseSize.pick(small: 2, full: 20) {
            backups.append(try await backUp(server, number))
            // The next one has something else in it.
            try await tally.waits(for: tally.value + rate)
        }
        let seconds = start.time.duration(to: .now) / .seconds(1)
        let published = Double(tally.value - start.count) / seconds
        tally.end()
        let answered = try await load.flatMap(\.answered).map(\.id)
        try await pace
        let history = try await server.wholeHistory().map(messageID)
        #expect(Set(answered).isSubset(of: history))
        #expect(await server.stop() == .status(0))
        for made in backups { try await check(made, answered, history) }
        PromiseSize.report(
            "backups under load: \(backups.count) beside \(Int(published)) publishes a second, "
                + "\(answered.count) answered; each restored, fine by doctor, and whole")
    }

    /// Backs up, always into the same folder, and restores elsewhere at once.
    private func backUp(_ server: RunningServer, _ number: Int) async throws -> Made {
        let put = try await server.ask("POST", "/files", "file \(number)")
        let file = try #require(try JSONText(parsing: put.body)["hash"]?.string)
        let marker = try await server.ask(
            "POST", "/ch/marks",
            #"{"from":"marker","type":"mark","files":["\#(file)"]}"#)
        #expect(marker.status == 201)
        let made = try await server.run("backup", "safe")
        #expect(made.exit == .status(0), "\(made.errors)")
        let folder = try Folder()
        let child = try Child(["restore", server.folder.file("safe")], folder: folder.path)
        #expect(await child.waits() == .status(0), "\(child.errors.text)")
        let json = try made.json()
        #expect(json["files"]?.integer == Int64(number))
        return Made(
            folder: folder, marker: try JSONText(parsing: marker.body)["id"]?.string ?? "",
            file: file, newest: json["newest"]?.string ?? "",
            messages: json["messages"]?.integer ?? 0)
    }

    private func check(_ made: Made, _ answered: [String], _ history: [String]) async throws {
        let doctor = try Child(["doctor"], folder: made.folder.path)
        #expect(await doctor.waits() == .status(0), "\(doctor.output.text)")
        let levels = try doctor.output.lines.map { line in
            let finding = try JSONText(parsing: line.utf8)
            return "\(finding["check"]?.string ?? "?") \(finding["level"]?.string ?? "?")"
        }
        #expect(levels == Self.checks.map { "\($0) ok" })
        let again = try await RunningServer(in: made.folder)
        let restored = try await again.wholeHistory().map(messageID)
        // One moment: all that was committed up to it, and nothing after.
        #expect(restored == history.filter { $0 <= made.newest })
        #expect(restored.count == Int(made.messages))
        let before = answered.filter { $0 <= made.marker } + [made.marker]
        #expect(Set(before).isSubset(of: restored))
        #expect(try await again.ask("GET", "/files/\(made.file)").status == 200)
        #expect(await again.stop() == .status(0))
    }
}
