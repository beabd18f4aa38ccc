import Foundation
import Synchronization
import Testing
import WorkshopModel

@testable import WorkshopStore

@Suite("Files of an inspected folder")
struct InspectedFilesTests {
    private static let now = Timestamp(seconds: Date().timeIntervalSince1970)

    @Test("that are not what their hash says are a fault", arguments: ["abd", "ab", "", "abcd"])
    func damaged(content: String) async throws {
        let store = try TestStore()
        try await store.fill()
        try store.folder.write(content, to: "blobs/\(BlobTests.abc)")
        let inspected = try Inspected(store.folder, now: store.clock.now)
        #expect(inspected.files?.damaged == Sightings(BlobTests.abc))
        #expect(inspected.notable.map(\.level) == [.fault])
        #expect(try store.folder.names(in: "blobs") == [BlobTests.abc])
    }

    @Test("that are damaged are moved aside when asked, and an upload brings them back")
    func setAside() async throws {
        let store = try TestStore()
        try await store.fill()
        for content in ["abd", "xyz"] {
            try store.folder.write(content, to: "blobs/\(BlobTests.abc)")
            let inspected = try Inspected(store.folder, now: store.clock.now, fixes: true)
            #expect(inspected.files?.setAside == 1)
            #expect(inspected[.files]?.level == .fault)
            #expect(try await store.put("abc").existed == false)
        }
        #expect(
            try store.folder.names(in: "blobs")
                == ["", ".damaged", ".damaged-2"].map { BlobTests.abc + $0 })
        let after = try Inspected(store.folder, now: store.clock.now)
        #expect(after.files?.kept.count == 2)
        #expect(after.notable.map(\.level) == [.note])
    }

    @Test("that have come in the place of a damaged one stay")
    func replaced() async throws {
        let store = try TestStore()
        try await store.put("abc")
        let aside = SettingAside(folder: store.folder.file("blobs"))
        #expect(try aside.move(BlobTests.abc, inode: 1) == false)
        #expect(try store.folder.names(in: "blobs") == [BlobTests.abc])
        #expect(try aside.move("sha256:" + String(repeating: "0", count: 64), inode: 1) == false)
    }

    @Test("are no links and no folders")
    func irregular() async throws {
        let store = try TestStore()
        let blobs = store.folder.file("blobs")
        try FileManager.default.createSymbolicLink(
            atPath: "\(blobs)/\(BlobTests.abc)", withDestinationPath: "/dev/zero")
        try FileManager.default.createDirectory(
            atPath: "\(blobs)/\(BlobTests.empty)", withIntermediateDirectories: false)
        #expect(try Inspected(store.folder).files?.damaged.count == 2)
    }

    @Test("of other names are named, and what is asked for changes nothing about them")
    func foreign() async throws {
        let store = try TestStore()
        try store.folder.write("x", to: "blobs/notes.txt")
        let inspected = try Inspected(store.folder, fixes: true)
        #expect(inspected.files?.foreign == Sightings("notes.txt"))
        #expect(inspected.notable.map(\.level) == [.note])
        #expect(try store.folder.names(in: "blobs") == ["notes.txt"])
    }

    @Test("of an upload's name that are none are named and left alone")
    func foreignUploads() async throws {
        let store = try TestStore()
        let folder = store.folder.file("blobs")
        try FileManager.default.createSymbolicLink(
            atPath: "\(folder)/.upload-link", withDestinationPath: "elsewhere")
        #expect(mkfifo("\(folder)/.upload-pipe", 0o600) == 0)
        #expect(mkdir("\(folder)/.upload-folder", 0o700) == 0)
        let inspected = try Inspected(store.folder, fixes: true)
        let names = [".upload-folder", ".upload-link", ".upload-pipe"]
        #expect(inspected.files?.foreign.count == 3)
        #expect(inspected.uploads?.orphaned == Sightings())
        #expect(try store.folder.names(in: "blobs").sorted() == names)
    }

    @Test("of many pieces are read whole, and it is told how far it has come")
    func large() async throws {
        let store = try TestStore()
        try await store.put(String(repeating: "0123456789abcdef", count: 200_000))
        let told = Told()
        let inspected = try Inspected(store.folder) { options in
            options.progress = { told.note($0) }
        }
        #expect(inspected.files?.bytes == 3_200_000)
        #expect(inspected.notable == [])
        let files = told.all.filter { $0.check == .files }
        #expect(files.map(\.bytes) == [1_048_576, 2_097_152, 3_145_728, 3_200_000])
        #expect(files.allSatisfy { $0.total == 3_200_000 })
    }

    @Test("that uploads left are told from those that are under way, and removed when asked")
    func uploads() async throws {
        let store = try TestStore()
        let upload = try await store.ask { $0.blobs.beginUpload(completion: $1) } as any BlobUpload
        try await Pending { upload.append(TextBytes(text: "abc"), completion: $0) }.answer.get()
        try store.folder.write("old", to: "blobs/.upload-old")
        try store.folder.write("new", to: "blobs/.upload-new")
        let hourAgo = Self.now.adding(milliseconds: -TestClock.hour)
        for name in try store.folder.names(in: "blobs") where name != ".upload-new" {
            try FileManager.default.setAttributes(
                [.modificationDate: Date(timeIntervalSince1970: hourAgo.seconds)],
                ofItemAtPath: store.folder.file("blobs/\(name)"))
        }
        let found = try Inspected(store.folder, now: Self.now)
        #expect(found.uploads?.orphaned == Sightings(".upload-old"))
        #expect(found.uploads?.orphanedBytes == 3)
        #expect(found.uploads?.underWay == 2)
        #expect(found.notable.map(\.level) == [.note])
        let mended = try Inspected(store.folder, now: Self.now, fixes: true)
        #expect(mended.uploads?.removed == 1)
        #expect(mended.notable == [])
        let blob = try await Pending { upload.finish(completion: $0) }.answer.get()
        #expect(blob.hash.text == BlobTests.abc)
        #expect(try store.folder.names(in: "blobs") == [".upload-new", BlobTests.abc])
    }

    @Test("need no folder before the first start")
    func noFolder() throws {
        let folder = try TemporaryFolder()
        try LegacyDatabase.make(in: folder, messages: 1)
        let inspected = try Inspected(folder)
        #expect(inspected.files?.folderExists == false)
        #expect(inspected[.files]?.level == .note)
        try folder.write("x", to: "blobs")
        #expect(
            throws: InspectionError.unreadable(
                path: folder.file("blobs"), reason: "not a directory")
        ) { try Inspected(folder) }
    }

    private final class Told: Sendable {
        private let noted = Mutex<[InspectionProgress]>([])

        var all: [InspectionProgress] { noted.withLock { $0 } }

        func note(_ progress: InspectionProgress) { noted.withLock { $0.append(progress) } }
    }
}
