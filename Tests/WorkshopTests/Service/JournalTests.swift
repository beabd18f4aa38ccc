import Foundation
import Testing

/// Log lines begin with a priority where journald reads them, and only there.
@Suite struct JournalTests {
    @Test(arguments: [
        ("stat -c %d:%i log", true), ("stat -c %d:%i /", false), ("echo 1:2", false),
        ("echo 7", false), ("echo x:y", false),
    ])
    func `only the stream that the journal names gets priorities`(
        _ journal: String, _ hasPriorities: Bool
    ) async throws {
        let folder = try Folder()
        let script = """
            : > log
            export JOURNAL_STREAM=$(\(journal))
            exec '\(Binary.path)' serve --listen unix:taken 2>> log
            """
        _ = try folder.write([1], to: "taken")
        let server = try Child(["-c", script], of: "/bin/sh", folder: folder.path)
        #expect(await server.waits() == .status(1))
        let log = String(decoding: try folder.read("log"), as: UTF8.self)
        #expect(log.contains("cannot listen on 'unix:taken'"))
        #expect(log.hasPrefix("<3>workshop: ") == hasPriorities, "\(log)")
    }

    @Test func `what the server logs has the priority of its level`() async throws {
        let folder = try Folder()
        let script = """
            : > log
            JOURNAL_STREAM=$(stat -c %d:%i log) '\(Binary.path)' serve --listen unix:s 2>> log &
            until WORKSHOP_URL=unix:$PWD/s '\(Binary.path)' status >/dev/null 2>&1; do :; done
            kill $!
            wait $!
            """
        let shell = try Child(["-c", script], of: "/bin/sh", folder: folder.path)
        #expect(await shell.waits() == .status(0))
        let lines = String(decoding: try folder.read("log"), as: UTF8.self).split(separator: "\n")
        #expect(lines.contains("<6>listening on unix:s"))
        #expect(lines.allSatisfy { $0.wholeMatch(of: /<[46]>[^<].*/) != nil }, "\(lines)")
    }
}
