import Glibc

/// The bytes of an upload, in pieces.
struct FileChunks {
    /// Bytes of one piece: large enough that handing it over costs nothing against sending it.
    static let size = 262_144

    /// Bytes in all; `nil` when only the end will tell.
    let length: Int64?
    private let source: Source
    private var position: Int64 = 0

    private enum Source {
        case bytes([UInt8])
        case descriptor(FileDescriptor)
    }

    init(_ source: UploadSource) throws(ClientError) {
        switch source {
        case .bytes(let bytes):
            self.source = .bytes(bytes)
            length = Int64(bytes.count)
        case .descriptor(let raw, let name):
            let descriptor = try FileDescriptor(raw, name: name, closes: false)
            self.source = .descriptor(descriptor)
            length = try FileChunks.length(of: descriptor)
        case .file(let path):
            let raw = open(path, O_RDONLY | O_CLOEXEC)
            guard raw >= 0 else {
                throw .local(LocalFailure("cannot open '\(path)'", errorNumber: errno))
            }
            let descriptor = try FileDescriptor(raw, name: "'\(path)'", closes: true)
            self.source = .descriptor(descriptor)
            length = try FileChunks.length(of: descriptor)
        }
    }

    /// `nil` at the end.
    ///
    /// - Throws: `.local` when a file whose length was known ends early; what it grew by
    ///   meanwhile is left out.
    nonisolated(nonsending) mutating func next() async throws(ClientError) -> [UInt8]? {
        let limit = Int(min(Int64(FileChunks.size), (length ?? .max) - position))
        guard limit > 0 else { return nil }
        let chunk: [UInt8]
        switch source {
        case .bytes(let bytes): chunk = Array(bytes[Int(position)...].prefix(limit))
        case .descriptor(let descriptor):
            chunk = try await descriptor.read(atMost: limit)
            if chunk.isEmpty, length != nil {
                throw .local(
                    LocalFailure(
                        "cannot read \(descriptor.name)", reason: "it shrank while it was read"))
            }
        }
        position += Int64(chunk.count)
        return chunk.isEmpty ? nil : chunk
    }

    /// What is left of a regular file; `nil` for everything else, and for the files of `/proc`,
    /// which say that they are empty and are not.
    private static func length(of descriptor: FileDescriptor) throws(ClientError) -> Int64? {
        var status = stat()
        guard fstat(descriptor.raw, &status) == 0 else {
            throw .local(LocalFailure("cannot read \(descriptor.name)", errorNumber: errno))
        }
        guard status.st_mode & S_IFMT == S_IFREG, status.st_size > 0 else { return nil }
        let position = lseek(descriptor.raw, 0, SEEK_CUR)
        guard position >= 0 else { return nil }
        return max(0, Int64(status.st_size) - Int64(position))
    }
}
