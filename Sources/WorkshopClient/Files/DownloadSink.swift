import Glibc

/// The open end of a download.
enum DownloadSink {
    case hidden(HiddenFile)
    case open(FileDescriptor)

    init(_ destination: DownloadDestination) throws(ClientError) {
        switch destination {
        case .descriptor(let raw, let name):
            self = .open(try FileDescriptor(raw, name: name, closes: false))
        case .file(let path):
            var status = stat()
            guard stat(path, &status) == 0, status.st_mode & S_IFMT != S_IFREG else {
                self = .hidden(try HiddenFile(for: path))
                return
            }
            let raw = Glibc.open(path, O_WRONLY | O_CLOEXEC)
            guard raw >= 0 else {
                throw .local(LocalFailure("cannot write '\(path)'", errorNumber: errno))
            }
            self = .open(try FileDescriptor(raw, name: "'\(path)'", closes: true))
        }
    }

    nonisolated(nonsending) func write(_ bytes: [UInt8]) async throws(ClientError) {
        switch self {
        case .hidden(let file): try await file.descriptor.write(bytes)
        case .open(let descriptor): try await descriptor.write(bytes)
        }
    }

    /// All is there and right: makes it visible.
    nonisolated(nonsending) func complete() async throws(ClientError) {
        switch self {
        case .hidden(let file):
            try await file.descriptor.synchronize()
            try file.appear()
        case .open: break
        }
    }
}
