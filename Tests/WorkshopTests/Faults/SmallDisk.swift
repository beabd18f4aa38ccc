import Foundation
import Testing

/// A file system of a few megabytes that one server alone sees, in a mount namespace of its own.
struct SmallDisk: Sendable {
    /// Where the server sees it, below its folder.
    static let name = "disk"

    let megabytes: Int

    /// Whether this process may make namespaces and mounts.
    static let isAllowed: Bool = {
        let status = try? Tool.run(
            "unshare", ["--mount", "sh", "-c", "mount -t tmpfs -o size=1m tmpfs /mnt"])
        return status == 0
    }()

    /// What makes a server run with it.
    var wrapper: [String] {
        [
            "/usr/bin/unshare", "--mount", "/bin/sh", "-c",
            "mkdir -p \(Self.name) && mount -t tmpfs -o size=\(megabytes)m tmpfs \(Self.name) "
                + "&& exec \"$@\"", "sh",
        ]
    }

    /// The server's data is on it.
    static let arguments = ["--db", "\(name)/workshop.db", "--blobs", "\(name)/blobs"]

    /// The disk as other processes reach it, while the server runs.
    static func path(on server: RunningServer) -> String {
        "/proc/\(server.child.identifier)/root\(server.folder.path)/\(name)"
    }

    /// Takes all the room there is, down to the last byte.
    static func fill(on server: RunningServer) throws {
        let filler = open("\(path(on: server))/filler", O_WRONLY | O_CREAT | O_CLOEXEC, 0o644)
        try #require(filler >= 0)
        defer { close(filler) }
        for size in [65_536, 4_096, 1] {
            let bytes = [UInt8](repeating: 1, count: size)
            var count = 1
            while count > 0 { count = write(filler, bytes, size) }
            #expect(errno == ENOSPC)
        }
    }

    static func makeRoom(on server: RunningServer) throws {
        try FileManager.default.removeItem(atPath: "\(path(on: server))/filler")
    }
}

extension Trait where Self == ConditionTrait {
    /// Runs where file systems may be mounted: as root, with `unshare`.
    static var withSmallDisk: Self {
        .enabled("only root may mount a small disk, with 'unshare' of util-linux") {
            SmallDisk.isAllowed
        }
    }
}
