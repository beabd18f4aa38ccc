import Foundation
import Testing

/// A file far larger than the memory it may take goes up and comes down whole.
@Suite struct BigFilePromise {
    private static let size = PromiseSize.pick(small: 96 << 20, full: 3 << 30)
    private static let memoryLimit = 64 << 20

    @Test func `a big file goes both ways in little memory, and a cut one leaves nothing`()
        async throws
    {
        let folder = try Folder()
        // The file, the server's, the one that comes back, and some air.
        let needed = Int64(Self.size) * 3 + (1 << 30)
        let free = try #require(
            FileManager.default.attributesOfFileSystem(forPath: folder.path)[.systemFreeSize]
                as? Int64)
        guard free >= needed else {
            try Test.cancel(
                "skipped: \(folder.path) has \(free >> 20) MiB free, \(needed >> 20) are needed")
        }
        let server = try await RunningServer(
            ["--max-file-size", "4GiB"], in: folder, patience: PromiseSize.patience)
        let sum = try await makeFile(in: folder)
        try await cutUpload(to: server)

        let start = ContinuousClock.now
        let put = try server.start(["put", "big"], patience: PromiseSize.patience)
        let putPeak = PeakMemory(of: put)
        #expect(await put.waits() == .status(0), "\(put.errors.text)")
        #expect(put.output.text.contains("sha256:\(sum)"))
        let middle = ContinuousClock.now
        let get = try server.start(["get", sum, "-o", "copy"], patience: PromiseSize.patience)
        let getPeak = PeakMemory(of: get)
        #expect(await get.waits() == .status(0), "\(get.errors.text)")
        let end = ContinuousClock.now
        #expect(try await hash(of: "copy", in: folder) == sum)
        #expect(try await hash(of: "blobs/sha256:\(sum)", in: folder) == sum)

        let serverPeak = try #require(PeakMemory.now(of: server.child.identifier))
        let peaks = [serverPeak, try await putPeak.bytes(), try await getPeak.bytes()]
        #expect(peaks.allSatisfy { $0 > 0 && $0 < Self.memoryLimit }, "\(peaks.map { $0 >> 20 })")
        PromiseSize.report(
            "big file of \(Self.size >> 20) MiB: put \(middle - start), get \(end - middle), "
                + "peak KiB of server, put, get: \(peaks.map { $0 >> 10 })")
    }

    /// Kills a client halfway through.
    private func cutUpload(to server: RunningServer) async throws {
        let put = try server.start(["put", "big"], patience: PromiseSize.patience)
        #expect(try await poll { server.folder.uploadedBytes() >= Self.size / 3 })
        put.send(SIGKILL)
        #expect(await put.waits() == .signal(SIGKILL))
        #expect(try await poll { server.folder.uploads() == 0 })
        let left = try FileManager.default.contentsOfDirectory(atPath: server.folder.file("blobs"))
        #expect(left == [])
    }

    private func makeFile(in folder: Folder) async throws -> String {
        let make = try Child(
            ["-c", "head -c \(Self.size) /dev/urandom >big"], of: "/bin/sh", folder: folder.path,
            patience: PromiseSize.patience)
        #expect(await make.waits() == .status(0))
        return try await hash(of: "big", in: folder)
    }

    private func hash(of name: String, in folder: Folder) async throws -> String {
        let sum = try Child(
            [name], of: "/usr/bin/sha256sum", folder: folder.path, patience: PromiseSize.patience)
        #expect(await sum.waits() == .status(0))
        return String(sum.output.text.prefix(64))
    }
}
