import Foundation
import Testing
import WorkshopModel

@Suite struct FileTests {
    @Test(arguments: [0, 1, 3_000_000])
    func `a file comes back as it went, by path, pipe and standard input`(_ size: Int) async throws
    {
        let server = try await RunningServer()
        let bytes = (0..<size).map { UInt8(truncatingIfNeeded: $0 &* 31 >> 3) }
        _ = try server.folder.write(bytes, to: "file")
        let put = try await server.run("put", "file")
        #expect(put.exit == .status(0))
        #expect(try put.json()["size"]?.integer == Int64(size))
        #expect(try put.json()["new"]?.boolean == true)
        let hash = try put.member("hash")
        let again = try await server.run("put", "-", input: .bytes(bytes))
        #expect(try again.member("hash") == hash)
        #expect(try again.json()["new"]?.boolean == false)
        #expect(try await server.run("get", hash).output == bytes)
        let saved = try await server.run("get", String(hash.dropFirst(7)), "-o", "copy")
        #expect(try saved.json()["size"]?.integer == Int64(size))
        #expect(try server.folder.read("copy") == bytes)
    }

    @Test func `one file that cannot be put does not stop the others`() async throws {
        let server = try await RunningServer()
        _ = try server.folder.write([1], to: "a")
        let put = try await server.run("put", "missing", "a", "gone")
        #expect(put.exit == .status(9))
        #expect(put.lines.count == 1)
        #expect(put.errors.contains("'missing'"))
        #expect(put.errors.contains("'gone'"))
    }

    @Test func `several files are put and announced one by one`() async throws {
        let server = try await RunningServer()
        _ = try server.folder.write([1], to: "a")
        _ = try server.folder.write([2, 2], to: "b")
        let put = try await server.run("put", "a", "b", "--ch", "general")
        #expect(put.lines.count == 2)
        let messages = try await server.run("history", "general").lines.map { line in
            try Envelope(parsing: Array(line.utf8))
        }
        #expect(messages.map(\.type) == ["file.shared", "file.shared"])
        #expect(messages.map { $0.body["name"]?.string } == ["a", "b"])
        #expect(messages.last?.body["size"]?.integer == 2)
        #expect(messages.last?.files == [messages.last?.body["hash"]?.string ?? ""])
        #expect(put.lines.last?.contains(messages.last?.id ?? "-") == true)
    }

    @Test(arguments: [false, true])
    func `a file that is not what its hash says does not appear`(isLarge: Bool) async throws {
        let server = try await RunningServer()
        // The server itself finds out with a small one, the client with a large one.
        let size = isLarge ? 100_000 : 5
        _ = try server.folder.write([UInt8](repeating: 1, count: size), to: "file")
        let hash = try await server.run("put", "file").member("hash")
        _ = try server.folder.write([UInt8](repeating: 2, count: size), to: "blobs/\(hash)")
        let got = try await server.run("get", hash, "-o", "copy")
        #expect(got.exit == .status(1))
        #expect(got.errors.contains(hash))
        #expect(!FileManager.default.fileExists(atPath: server.folder.file("copy")))
        let piped = try await server.run("get", hash)
        #expect(piped.exit == .status(1))
        #expect(piped.output.isEmpty != isLarge)
    }

    @Test func `every command works over a Unix socket`() async throws {
        let server = try await RunningServer(socket: "workshop.sock")
        #expect(try await server.run("pub", "a", "x").exit == .status(0))
        #expect(try await server.run("tail", "-n", "1", "--count", "1").lines.count == 1)
        #expect(try await server.run("history", "--all").lines.count == 1)
        let hash = try await server.run("put", "-", input: .bytes([1, 2])).member("hash")
        #expect(try await server.run("get", hash).output == [1, 2])
    }
}
