import Foundation
import Testing
import WorkshopModel

/// Somebody who reads in the database for long keeps the log from being moved, and nothing else.
@Suite struct ForeignReaderPromise {
    @Test func `a long reader holds up nobody, and the log is short again when it has gone`()
        async throws
    {
        let server = try await RunningServer(patience: PromiseSize.patience)
        #expect(try await server.publish("first").status == 201)
        let reader = try Child(
            ["workshop.db"], of: "/usr/bin/sqlite3", input: .pipe, folder: server.folder.path,
            patience: PromiseSize.patience)
        reader.write("BEGIN;\nSELECT count(*) FROM messages;\n")
        #expect(await reader.output.waits(forLines: 1))
        let count = PromiseSize.pick(small: 36, full: 250)
        for _ in 0..<count { #expect(try await server.publish("big", Self.megabyte).status == 201) }
        let grown = Self.logSize(of: server)
        #expect(grown > count * 1_000_000)
        #expect(try await server.types().count == count + 1)
        reader.write("SELECT count(*) FROM messages;\nCOMMIT;\n")
        reader.closeInput()
        #expect(await reader.waits() == .status(0))
        // It has seen one moment.
        #expect(reader.output.lines == ["1", "1"])
        var more = 0
        while Self.logSize(of: server) > 100 * 1_048_576, more < 300 {
            more += 1
            #expect(try await server.publish("big", Self.megabyte).status == 201)
        }
        #expect(Self.logSize(of: server) <= 100 * 1_048_576)
        #expect(try await server.storage()?["ok"]?.boolean == true)
        #expect(await server.stop() == .status(0))
        PromiseSize.report(
            "a long reader: the log grew to \(grown) bytes beside it, and was short again after "
                + "\(more) MB more")
    }

    private static let megabyte = #"{"text":""# + String(repeating: "x", count: 1_000_000) + #""}"#

    private static func logSize(of server: RunningServer) -> Int {
        var status = stat()
        return stat(server.folder.file("workshop.db-wal"), &status) == 0 ? Int(status.st_size) : 0
    }
}
