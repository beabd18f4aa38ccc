import Glibc

/// An open descriptor to read from.
struct Input: Sendable {
    let descriptor: Int32
    /// What errors call it.
    let name: String
    /// Whether somebody means it to be read although the command line does not say so: a pipe or
    /// a file. A terminal would be waited for, `/dev/null` and a socket may be anybody's.
    let isPipeOrFile: Bool

    init(descriptor: Int32, name: String = "standard input") {
        self.descriptor = descriptor
        self.name = name
        let kind = DescriptorKind(descriptor)
        isPipeOrFile = kind == .pipe || kind == .file
    }

    /// At most `count` bytes; none at the end.
    ///
    /// - Throws: `.cannotRead`.
    func read(_ count: Int) throws(CommandFailure) -> [UInt8] {
        while true {
            var failure: Int32 = 0
            let bytes = [UInt8](unsafeUninitializedCapacity: count) { buffer, filled in
                let result = Glibc.read(descriptor, buffer.baseAddress, count)
                failure = result < 0 ? errno : 0
                filled = max(0, result)
            }
            switch failure {
            case 0: return bytes
            case EINTR: continue
            case EAGAIN:
                var polled = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
                poll(&polled, 1, -1)
            default: throw .cannotRead(file: name, errorNumber: failure)
            }
        }
    }

    /// All that is left, or `nil` when it has more bytes than the limit.
    func readAll(limit: Int) throws(CommandFailure) -> [UInt8]? {
        var all: [UInt8] = []
        while true {
            let bytes = try read(65_536)
            if bytes.isEmpty { return all }
            all.append(contentsOf: bytes)
            if all.count > limit { return nil }
        }
    }
}
