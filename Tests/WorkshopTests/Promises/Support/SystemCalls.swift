import Foundation
import Testing
import WorkshopModel

/// What a server asked of the kernel, as `strace` wrote it down: each call with the lines at which
/// it began and ended.
struct SystemCalls {
    private struct Call {
        var name: String
        /// From the first argument to the result.
        var text: Substring
        var began: Int
        var ended: Int

        var succeeded: Bool { !text.contains(") = -1 ") }
    }

    private var calls: [Call] = []
    /// By id, the line at which a page that holds it had been written to the log.
    private var logged: [String: Int] = [:]
    private var logSyncs: [Call] = []

    /// The answers of 201, by what they name: the lines at which they began to be written.
    struct Answers {
        var messages: [String: Int] = [:]
        var files: [String: Int] = [:]
    }

    /// What makes a server run under `strace`, whose child it is not. It shows all the bytes that
    /// go to the log with one call, 128 KiB at most.
    static func wrapper(writingTo file: String) -> [String] {
        [
            "/usr/bin/strace", "-D", "-f", "-y", "-s", "131072", "-o", file, "-e",
            "trace=write,writev,pwrite64,sendto,sendmsg,fsync,fdatasync,link",
        ]
    }

    /// Waits until the whole trace is there.
    init(of file: String, process: pid_t) async throws {
        let isWhole = try await poll {
            let text = try String(contentsOfFile: file, encoding: .isoLatin1)
            let last = text.split(separator: "\n").last ?? ""
            return last.hasPrefix("\(process) ") && last.contains("+++ exited with")
        }
        try #require(isWhole)
        let text = try String(contentsOfFile: file, encoding: .isoLatin1)
        var open: [Substring: Call] = [:]
        for (number, line) in text.split(separator: "\n").enumerated() {
            let parts = line.split(separator: " ", maxSplits: 1)
            guard parts.count == 2 else { continue }
            let thread = parts[0]
            let rest = parts[1].drop { $0 == " " }
            if rest.hasPrefix("<... ") {
                guard var call = open.removeValue(forKey: thread) else { continue }
                call.ended = number
                call.text += rest
                calls.append(call)
            } else if let bracket = rest.firstIndex(of: "(") {
                let call = Call(
                    name: String(rest[..<bracket]), text: rest[bracket...], began: number,
                    ended: number)
                if rest.hasSuffix("<unfinished ...>") {
                    open[thread] = call
                } else {
                    calls.append(call)
                }
            }
        }
        logged = Self.ids(in: calls)
        logSyncs = calls.filter { isSync($0, of: "workshop.db-wal>") }
    }

    var syncCount: Int { calls.count { $0.name == "fsync" || $0.name == "fdatasync" } }

    func answers() -> Answers {
        var answers = Answers()
        for call in calls where call.name != "pwrite64" && call.text.contains("HTTP/1.1 201") {
            for match in call.text.matches(of: /\{\\"id\\":\\"([0-9A-Z]{26})\\"/) {
                answers.messages[String(match.1)] = call.began
            }
            for match in call.text.matches(of: /\{\\"hash\\":\\"(sha256:[0-9a-f]{64})\\"/) {
                answers.files[String(match.1)] = call.began
            }
        }
        return answers
    }

    /// Whether the page that holds the id was written to the log, and the log was synced after
    /// that, before this line.
    func isSynced(message id: String, before line: Int) -> Bool {
        guard let written = logged[id], written < line else { return false }
        return logSyncs.contains { $0.began > written && $0.ended < line }
    }

    /// The ids that a page of the log has, each at the line at which it was first written.
    private static func ids(in calls: [Call]) -> [String: Int] {
        var found: [String: Int] = [:]
        for call in calls
        where call.name == "pwrite64" && call.text.contains("workshop.db-wal>") {
            for id in ids(in: Array(call.text.utf8)) where found[id] == nil {
                found[id] = call.ended
            }
        }
        return found
    }

    /// Whatever may be an id: the bytes before it may look like a part of it.
    private static func ids(in text: [UInt8]) -> [String] {
        var found: [String] = []
        text.withUnsafeBufferPointer { text in
            var start = 0
            for (index, byte) in text.enumerated() {
                let isDigit =
                    byte >= UInt8(ascii: "0") && byte <= UInt8(ascii: "9")
                    || byte >= UInt8(ascii: "A") && byte <= UInt8(ascii: "Z")
                if isDigit { continue }
                while index - start >= ULID.textLength {
                    let some = text[start..<start + ULID.textLength]
                    found.append(String(decoding: some, as: UTF8.self))
                    start += 1
                }
                start = index + 1
            }
        }
        return found
    }

    /// Whether the upload was synced after its last byte, then got its name, and the folder was
    /// synced after that, before this line.
    func isSynced(file hash: String, before line: Int) -> Bool {
        let named = calls.first {
            $0.name == "link" && $0.succeeded && $0.ended < line && $0.text.contains(hash)
        }
        guard let named, let upload = named.text.firstMatch(of: /\.upload-[0-9a-z]+/)?.0 else {
            return false
        }
        let lastWrite = calls.last { $0.name == "write" && $0.text.contains("\(upload)>") }
        guard let lastWrite else { return false }
        let isContentSynced = calls.contains {
            isSync($0, of: "\(upload)>") && $0.began > lastWrite.ended && $0.ended < named.began
        }
        return isContentSynced
            && calls.contains {
                isSync($0, of: "/blobs>") && $0.began > named.ended && $0.ended < line
            }
    }

    private func isSync(_ call: Call, of place: String) -> Bool {
        (call.name == "fsync" || call.name == "fdatasync") && call.succeeded
            && call.text.contains(place)
    }
}

extension Trait where Self == ConditionTrait {
    /// Runs where system calls may be traced.
    static var withTrace: Self {
        .enabled("there is no 'strace', or it may not trace") {
            (try? Tool.run("strace", ["-o", "/dev/null", "true"])) == 0
        }
    }
}
