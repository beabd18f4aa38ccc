import Foundation
import Testing
import WorkshopModel

/// The server that `bench` starts for itself.
@Suite struct OwnServerTests {
    private let folder: Folder

    init() throws { folder = try Folder() }

    private func start(_ arguments: String...) throws -> Child {
        try Child(["bench"] + arguments, environment: ["TMPDIR": folder.path])
    }

    /// Whether nothing is left of it: no file, and no process that was given one.
    private func isGone() throws -> Bool {
        let files = try FileManager.default.contentsOfDirectory(atPath: folder.path)
        let processes = try FileManager.default.contentsOfDirectory(atPath: "/proc").filter {
            // Not every entry is a process, and one may have ended meanwhile.
            let words = try? Data(contentsOf: URL(filePath: "/proc/\($0)/cmdline"))
            return words.map { String(decoding: $0, as: UTF8.self).contains(folder.path) } ?? false
        }
        return files.isEmpty && processes.isEmpty
    }

    @Test(arguments: [
        ["pub", "-n", "20"], ["sub", "-n", "20", "-m", "3"], ["claim", "-n", "20", "-c", "4"],
        ["put", "-n", "2"],
    ])
    func `it is started, measured, and removed`(_ words: [String]) async throws {
        let bench = try Child(["bench"] + words, environment: ["TMPDIR": folder.path])
        #expect(await bench.waits() == .status(0), "\(bench.errors.text)")
        #expect(bench.errors.text.contains("a server of its own, which is removed afterwards"))
        let report = try JSONText(parsing: Array(bench.output.text.utf8))
        #expect(report["own_server"]?.boolean == true)
        let cost = report["cpu"] ?? report["upload"]?["cpu"]
        #expect(cost?["server"]?["share"]?.number != nil)
        #expect(cost?["generator"]?["share"]?.number != nil)
        #expect(try isGone())
    }

    @Test(arguments: [SIGINT, SIGTERM])
    func `a signal ends it in order, and what was measured is printed`(
        _ number: Int32
    ) async throws {
        let bench = try start("pub", "-d", "1h", "--warm-up", "0s", "-c", "2")
        try await waitForMessages(10)
        bench.send(number)
        #expect(await bench.waits() == .signal(number))
        let report = try JSONText(parsing: Array(bench.output.text.utf8))
        #expect(report["interrupted"]?.boolean == true)
        #expect(report["count"]?.integer ?? 0 > 0)
        #expect(try isGone())
    }

    @Test func `a server that is killed ends the run with the reason`() async throws {
        let bench = try start("pub", "-d", "1h", "--warm-up", "0s", "-c", "2")
        try await waitForMessages(10)
        for process in try FileManager.default.contentsOfDirectory(atPath: "/proc") {
            let words = (try? Data(contentsOf: URL(filePath: "/proc/\(process)/cmdline"))) ?? Data()
            if String(decoding: words, as: UTF8.self).contains(folder.path) {
                kill(pid_t(process) ?? 0, SIGKILL)
            }
        }
        #expect(await bench.waits() == .status(1))
        #expect(bench.errors.text.contains("the server ended by signal 9"))
        #expect(try isGone())
    }

    @Test func `a folder that cannot be made is told`() async throws {
        let bench = try Child(["bench", "pub"], environment: ["TMPDIR": "/nowhere"])
        #expect(await bench.waits() == .status(1))
        #expect(bench.errors.text.contains("cannot make a folder in '/nowhere': "))
    }

    /// Asks the command's own server until it has stored so many.
    private func waitForMessages(_ count: Int64) async throws {
        while true {
            let names = try FileManager.default.contentsOfDirectory(atPath: folder.path)
            let log = names.first.flatMap { name in
                try? String(contentsOfFile: folder.file("\(name)/server.log"), encoding: .utf8)
            }
            guard let port = log?.firstMatch(of: /listening on 127\.0\.0\.1:(\d+)/)?.1 else {
                await Task.yield()
                continue
            }
            let status = try Child(["status", "--url", "http://127.0.0.1:\(port)"])
            _ = await status.waits()
            // It may be on its way to listening.
            let answer = try? JSONText(parsing: Array(status.output.text.utf8))
            if answer?["messages"]?.integer ?? 0 >= count { return }
        }
    }
}
