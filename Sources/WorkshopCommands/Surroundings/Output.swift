import Glibc

/// The reader of an output has gone; the way most pipes end.
struct ReaderGone: Error {
    /// Bytes of what was to be written that went out before.
    let written: Int
}

/// An open descriptor for results or remarks. Every call writes at once: nothing is kept back.
struct Output: Sendable {
    let descriptor: Int32
    /// What errors call it.
    let name: String
    let isTerminal: Bool
    /// Whether nothing stood there when the process began; every write fails then.
    let isClosed: Bool

    init(descriptor: Int32, name: String, isClosed: Bool = false) {
        self.descriptor = descriptor
        self.name = name
        self.isClosed = isClosed
        isTerminal = isatty(descriptor) == 1
    }

    /// The terminal's width in characters; 80 where it does not say.
    var columns: Int {
        var size = winsize()
        guard ioctl(descriptor, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 else { return 80 }
        return Int(size.ws_col)
    }

    func write(_ text: String) throws {
        try write(Array(text.utf8))
    }

    /// Writes the bytes and a line break in one go.
    func write(line: [UInt8]) throws {
        var bytes = line
        bytes.append(UInt8(ascii: "\n"))
        try write(bytes)
    }

    /// - Throws: ``ReaderGone``, `.isClosed` or `.cannotWrite`.
    func write(_ bytes: [UInt8]) throws {
        if isClosed { throw CommandFailure.isClosed(output: name) }
        try bytes.withUnsafeBytes { buffer in
            var rest = buffer[...]
            while !rest.isEmpty {
                let count = Glibc.write(
                    descriptor, UnsafeRawBufferPointer(rebasing: rest).baseAddress, rest.count)
                if count >= 0 {
                    rest = rest.dropFirst(count)
                } else {
                    try recover(from: errno, written: bytes.count - rest.count)
                }
            }
        }
    }

    /// Returns when the write is worth another attempt.
    private func recover(from errorNumber: Int32, written: Int) throws {
        switch errorNumber {
        case EINTR: return
        case EAGAIN:
            // Somebody else has made the descriptor, which may be shared, non-blocking.
            var polled = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
            poll(&polled, 1, -1)
        case EPIPE: throw ReaderGone(written: written)
        default:
            throw CommandFailure.cannotWrite(output: name, errorNumber: errorNumber)
        }
    }
}
