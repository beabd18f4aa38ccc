import Synchronization
import WorkshopModel

/// Publishers and uploaders that go on when they are refused, as those do who cannot know how
/// long a disk stays full.
final class FullDiskLoad: Sendable {
    struct File: Sendable {
        var hash: String
        var bytes: [UInt8]
    }

    /// Messages answered with 201.
    let stored = Tally()
    /// Messages answered with 507.
    let refused = Tally()
    let refusedFiles = Tally()
    /// Those who were stored something since ``expectsReturn()``.
    var returned: Tally { state.withLock { $0.returned } }

    private let asked = Tally()
    private let state = Mutex(State())

    private struct State {
        var returned = Tally()
        var names: Set<String> = []
        var expectsAll = false
        var lateRefusals = 0
        var otherAnswers: Set<String> = []
    }

    /// What was answered beside 201 and 507.
    var otherAnswers: Set<String> { state.withLock { $0.otherAnswers } }
    /// Refusals while everything was to be stored.
    var lateRefusals: Int { state.withLock { $0.lateRefusals } }

    /// Counts anew who is stored something.
    func expectsReturn() {
        state.withLock { state in
            state.returned = Tally()
            state.names = []
        }
    }

    func expectsAll(_ expects: Bool) { state.withLock { $0.expectsAll = expects } }

    func end() {
        for tally in [stored, refused, refusedFiles, asked] { tally.end() }
    }

    /// - Returns: the ids of what was stored.
    func publish(port: Int, number: Int) throws -> [String] {
        let connection = try PlainConnection(port: port)
        let text = String(repeating: "x", count: 500)
        var ids: [String] = []
        var count = 0
        while !stored.isOver {
            count += 1
            let answer = try connection.ask(
                "POST", "/ch/a",
                #"{"from":"p\#(number)","type":"load.n","body":{"n":\#(count),"x":"\#(text)"}}"#)
            asked.add()
            if take(answer, from: "p\(number)") {
                ids.append(answer.member("id"))
                stored.add()
            } else {
                refused.add()
            }
        }
        return ids
    }

    /// One file for so many messages that were tried.
    func upload(port: Int, number: Int) throws -> [File] {
        var files: [File] = []
        var count = 0
        while !asked.isOver {
            count += 1
            let size = Int.random(in: 10_000...100_000)
            let bytes = Array("\(number) \(count) ".utf8) + [UInt8](repeating: 7, count: size)
            // A refused upload ends its connection.
            let answer = try PlainConnection(port: port).ask("POST", "/files", bytes)
            if take(answer, from: "u\(number)") {
                files.append(File(hash: answer.member("hash"), bytes: bytes))
            } else {
                refusedFiles.add()
            }
            asked.blocks(until: asked.value + 200)
        }
        return files
    }

    /// - Returns: whether it was stored.
    private func take(_ answer: PlainConnection.Answer, from name: String) -> Bool {
        state.withLock { state in
            switch answer.status {
            case 201:
                if state.names.insert(name).inserted { state.returned.add() }
                return true
            case 507:
                if state.expectsAll { state.lateRefusals += 1 }
            default: state.otherAnswers.insert("\(answer.status) \(answer.text)")
            }
            return false
        }
    }
}
