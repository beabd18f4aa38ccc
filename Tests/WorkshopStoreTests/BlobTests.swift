import Foundation
import Testing
import WorkshopModel

@testable import WorkshopStore

@Suite("Blobs")
struct BlobTests {
    static let abc = "sha256:ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
    static let empty = "sha256:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"

    @Test("a file comes back whole, in parts and by its hash")
    func roundTrip() async throws {
        let store = try TestStore()
        let blob = try await upload(["a", "b", "c"], to: store)
        #expect(blob == StoredBlob(hash: try hash(Self.abc), size: 3, existed: false))
        let file = try await open(Self.abc, in: store)
        #expect(file.size == 3)
        #expect(try await read(file, at: 0, count: 100) == Array("abc".utf8))
        #expect(try await read(file, at: 1, count: 1) == Array("b".utf8))
        #expect(try await read(file, at: 3, count: 1).isEmpty)
        file.close()
        #expect(try store.folder.names(in: "blobs") == [Self.abc])
    }

    @Test("the same file again existed before")
    func again() async throws {
        let store = try TestStore()
        #expect(try await upload([], to: store).hash.text == Self.empty)
        let second = try await upload([], to: store)
        #expect(second == StoredBlob(hash: try hash(Self.empty), size: 0, existed: true))
        #expect(try store.folder.names(in: "blobs") == [Self.empty])
    }

    @Test("a file under its hash that is not whole is replaced")
    func torn() async throws {
        let store = try TestStore()
        try "ab".write(
            toFile: store.folder.file("blobs/\(Self.abc)"), atomically: false, encoding: .utf8)
        #expect(try await upload(["abc"], to: store).existed == false)
        let file = try await open(Self.abc, in: store)
        #expect(try await read(file, at: 0, count: 9) == Array("abc".utf8))
    }

    @Test("a link under a hash is replaced, wherever it leads", arguments: ["abc", "nothing"])
    func linked(target: String) async throws {
        let store = try TestStore()
        try "abc".write(toFile: store.folder.file("abc"), atomically: false, encoding: .utf8)
        try FileManager.default.createSymbolicLink(
            atPath: store.folder.file("blobs/\(Self.abc)"),
            withDestinationPath: store.folder.file(target))
        #expect(try await upload(["abc"], to: store).existed == false)
        let file = try await open(Self.abc, in: store)
        #expect(try await read(file, at: 0, count: 9) == Array("abc".utf8))
    }

    @Test("a file that is not what its hash says is not read whole", arguments: ["abd", "ab", ""])
    func damaged(content: String) async throws {
        let store = try TestStore()
        let path = store.folder.file("blobs/\(Self.abc)")
        try content.write(toFile: path, atomically: false, encoding: .utf8)
        let damaged = try await open(Self.abc, in: store)
        let error = await #expect(throws: APIError.self) { try await whole(damaged) }
        #expect(error?.code == .internalError)
        #expect(error?.message.contains(Self.abc) == true)
        try "abc".write(toFile: path, atomically: false, encoding: .utf8)
        #expect(try await whole(try await open(Self.abc, in: store)) == Array("abc".utf8))
    }

    @Test("a file that was damaged is whole again once it is uploaded again")
    func damaged() async throws {
        let store = try TestStore()
        _ = try await upload(["abc"], to: store)
        try "abX".write(
            toFile: store.folder.file("blobs/\(Self.abc)"), atomically: false, encoding: .utf8)
        #expect(try await upload(["abc"], to: store).existed)
        let file = try await open(Self.abc, in: store)
        #expect(try await read(file, at: 0, count: 9) == Array("abc".utf8))
        #expect(try store.folder.names(in: "blobs") == [Self.abc])
    }

    @Test("an upload that is dropped or cancelled leaves nothing", arguments: [false, true])
    func dropped(cancelled: Bool) async throws {
        let store = try TestStore()
        var upload: (any BlobUpload)? = try await begin(store)
        try await append("abc", to: try #require(upload))
        #expect(try store.folder.names(in: "blobs").count == 1)
        if cancelled { upload?.cancel() }
        upload = nil
        // Ends the blobs' threads, and so waits for them.
        store.store.close()
        #expect(try store.folder.names(in: "blobs").isEmpty)
    }

    @Test("as many files are open as there may be, and more once one is closed")
    func openFiles() async throws {
        let store = try TestStore { $0.openFiles = 3 }
        _ = try await upload(["abc"], to: store)
        let file = try await open(Self.abc, in: store)
        let second = try await open(Self.abc, in: store)
        var third: (any BlobUpload)? = try await begin(store)
        for _ in 0..<2 {
            let refusal = await #expect(throws: APIError.self) { try await begin(store) }
            #expect(refusal?.code == .unavailable)
            #expect(refusal?.message.contains("as many files open as it can") == true)
            let other = await #expect(throws: APIError.self) { try await open(Self.abc, in: store) }
            #expect(other?.code == .unavailable)
        }
        #expect(try await read(file, at: 0, count: 9) == Array("abc".utf8))
        second.close()
        _ = try await upload(["def"], to: store)
        third?.cancel()
        third = nil
        file.close()
        let all = [try await begin(store), try await begin(store), try await begin(store)]
        #expect(all.count == 3)
    }

    @Test("what a crash has left is removed at the start; what another uploads is not")
    func leftovers() async throws {
        let folder = try TemporaryFolder()
        let other = try TestStore(in: folder) { $0.databasePath = folder.file("other.db") }
        let upload = try await begin(other)
        try await append("abc", to: upload)
        try "x".write(
            toFile: folder.file("blobs/.upload-dead"), atomically: false, encoding: .utf8)
        try "x".write(
            toFile: folder.file("blobs/notes.txt"), atomically: false, encoding: .utf8)
        _ = try TestStore(in: folder)
        let names = try folder.names(in: "blobs")
        #expect(names.count == 2 && names.contains("notes.txt"))
        #expect(!names.contains(".upload-dead"))
        _ = try await other.ask { upload.finish(completion: $1) } as StoredBlob
        #expect(try folder.names(in: "blobs") == ["notes.txt", Self.abc])
    }

    @Test("a file may have the greatest size and not a byte more", arguments: [3, 4, 5])
    func sizeLimit(count: Int) async throws {
        let store = try TestStore { $0.maximumFileSize = 4 }
        let text = String(repeating: "x", count: count)
        if count <= 4 {
            #expect(try await upload([text], to: store).size == Int64(count))
            return
        }
        let begun = try await begin(store)
        try await append("xxx", to: begun)
        let error = await #expect(throws: APIError.self) { try await append("xx", to: begun) }
        #expect(error?.code == .tooLarge)
        #expect(try store.folder.names(in: "blobs").isEmpty)
    }

    @Test("an unknown file is not found, and a folder is no file")
    func unknown() async throws {
        let store = try TestStore()
        try FileManager.default.createDirectory(
            atPath: store.folder.file("blobs/\(Self.empty)"), withIntermediateDirectories: false)
        for name in [Self.abc, Self.empty] {
            let error = await #expect(throws: APIError.self) { try await open(name, in: store) }
            #expect(error?.code == .notFound)
        }
    }

    @Test("files of the earlier implementation stay where they are")
    func oldBlobs() async throws {
        let folder = try TemporaryFolder()
        try FileManager.default.createDirectory(
            atPath: folder.file("blobs"), withIntermediateDirectories: false)
        try "abc".write(
            toFile: folder.file("blobs/\(Self.abc)"), atomically: false, encoding: .utf8)
        let store = try TestStore(in: folder)
        let file = try await open(Self.abc, in: store)
        #expect(try await read(file, at: 0, count: 9) == Array("abc".utf8))
    }

    @Test("eight uploads of one file at once make one file")
    func together() async throws {
        let store = try TestStore()
        let parts = (0..<64).map { String(repeating: "\($0)", count: 1_000) }
        let blobs = try await withThrowingTaskGroup(of: StoredBlob.self) { group in
            for _ in 0..<8 { group.addTask { try await upload(parts, to: store) } }
            return try await group.reduce(into: []) { $0.append($1) }
        }
        #expect(Set(blobs.map(\.hash)).count == 1)
        #expect(blobs.filter { !$0.existed }.count == 1)
        #expect(try store.folder.names(in: "blobs") == [blobs[0].hash.text])
    }

    @Test("a folder that cannot be used is named")
    func badFolder() throws {
        let folder = try TemporaryFolder()
        try "x".write(toFile: folder.file("blobs"), atomically: false, encoding: .utf8)
        let error = #expect(throws: StoreOpenError.self) { try TestStore(in: folder) }
        #expect(
            error?.message
                == "cannot use folder '\(folder.file("blobs"))' for files: not a directory")
        try FileManager.default.removeItem(atPath: folder.file("blobs"))
        // The failed start holds nothing any more.
        try TestStore(in: folder).store.close()
    }

    private func hash(_ text: String) throws -> BlobHash { try BlobHash(validating: text) }

    private func begin(_ store: TestStore) async throws -> any BlobUpload {
        try await store.ask { $0.blobs.beginUpload(completion: $1) }
    }

    private func append(_ text: String, to upload: any BlobUpload) async throws {
        try await Pending { upload.append(TextBytes(text: text), completion: $0) }.answer.get()
    }

    private func upload(_ parts: [String], to store: TestStore) async throws -> StoredBlob {
        let upload = try await begin(store)
        for part in parts { try await append(part, to: upload) }
        return try await Pending { upload.finish(completion: $0) }.answer.get()
    }

    private func open(_ name: String, in store: TestStore) async throws -> any BlobFile {
        let hash = try hash(name)
        return try await store.ask { $0.blobs.open(hash, completion: $1) }
    }

    @discardableResult
    private func whole(_ file: any BlobFile) async throws -> [UInt8] {
        try await Pending { file.readWhole(completion: $0) }.answer.get()
    }

    private func read(_ file: any BlobFile, at offset: Int64, count: Int) async throws -> [UInt8] {
        try await Pending { file.read(at: offset, count: count, completion: $0) }.answer.get()
    }
}
