import Foundation
import WorkshopModel

/// Everything a mesh does at once, until the server is gone.
struct MixedLoad: Sendable {
    /// Told by what it is made of: a run has gigabytes of them.
    struct File: Sendable {
        var hash = ""
        var name: String
        var fill: UInt8
        var count: Int

        var bytes: [UInt8] { Array(name.utf8) + [UInt8](repeating: fill, count: count) }
    }

    var published: [Published] = []
    var workers: [WorkDone] = []
    var files: [File] = []
    /// The last heartbeat that was answered.
    var beats = 0

    /// Runs the load; the caller ends it by ending the server.
    static func run(port: Int, round: Int, tally: Tally) async throws -> MixedLoad {
        var load = MixedLoad()
        async let published = all(4) {
            publish(port: port, as: "publisher\(round).\($0)", tally: tally)
        }
        async let workers = all(2) { work(port: port, as: "worker\(round).\($0)", tally: tally) }
        async let files = all(2) {
            upload(port: port, seed: UInt64(round * 2 + $0), tally: tally)
        }
        async let beats = onThread { beat(port: port, as: "alive\(round)", tally: tally) }
        load.published = try await published
        load.workers = try await workers
        load.files = try await files.flatMap(\.self)
        load.beats = try await beats
        return load
    }

    private static func all<Value: Sendable>(
        _ count: Int, _ body: @escaping @Sendable (Int) -> Value
    ) async throws -> [Value] {
        try await withThrowingTaskGroup(of: (Int, Value).self) { group in
            for number in 0..<count {
                group.addTask { (number, try await onThread { body(number) }) }
            }
            var values: [(Int, Value)] = []
            for try await value in group { values.append(value) }
            return values.sorted { $0.0 < $1.0 }.map(\.1)
        }
    }

    /// Files of up to 200 KB, none like another.
    private static func upload(port: Int, seed: UInt64, tally: Tally) -> [File] {
        var files: [File] = []
        guard let connection = try? PlainConnection(port: port) else { return files }
        var number = 0
        while !tally.isOver {
            number += 1
            var file = File(
                name: "\(seed) \(number) ", fill: UInt8(truncatingIfNeeded: number),
                count: Int.random(in: 0...200_000))
            // The end of the connection is the end of the load.
            guard let answer = try? connection.ask("POST", "/files", file.bytes) else { break }
            guard answer.status == 201,
                let hash = try? JSONText(parsing: answer.body)["hash"]?.string
            else { continue }
            file.hash = hash
            files.append(file)
            tally.add()
        }
        return files
    }

    private static func beat(port: Int, as name: String, tally: Tally) -> Int {
        guard let connection = try? PlainConnection(port: port) else { return 0 }
        var number = 0
        while !tally.isOver {
            // The end of the connection is the end of the load.
            guard
                let answer = try? connection.ask(
                    "POST", "/presence", #"{"from":"\#(name)","meta":{"n":\#(number + 1)}}"#),
                answer.status == 200
            else { break }
            number += 1
        }
        return number
    }
}
