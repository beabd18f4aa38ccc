import Glibc

/// An open file, closed with the last reference to it.
final class FileDescriptor: Sendable {
    let number: Int32
    /// Free again when this is closed.
    private let slot: OpenFileSlots.Slot?

    private init(number: Int32, slot: OpenFileSlots.Slot?) {
        self.number = number
        self.slot = slot
    }

    deinit {
        close(number)
    }

    /// Opens with `O_CLOEXEC`.
    static func open(
        _ path: String, _ flags: Int32, mode: mode_t = 0, slot: OpenFileSlots.Slot? = nil
    ) throws(SystemError) -> FileDescriptor {
        while true {
            let number = Glibc.open(path, flags | O_CLOEXEC, mode)
            if number >= 0 { return FileDescriptor(number: number, slot: slot) }
            guard errno == EINTR else { throw SystemError.last }
        }
    }

    /// Writes all of the bytes where the file stands.
    func write(_ bytes: UnsafeRawBufferPointer) throws(SystemError) {
        var rest = bytes
        while !rest.isEmpty {
            let count = Glibc.write(number, rest.baseAddress, rest.count)
            if count < 0 {
                guard errno == EINTR else { throw SystemError.last }
            } else {
                rest = UnsafeRawBufferPointer(rebasing: rest.dropFirst(count))
            }
        }
    }

    /// Reads from an offset; fewer bytes only at the end of the file.
    func read(at offset: Int64, count: Int) throws(SystemError) -> [UInt8] {
        var failure: SystemError?
        let bytes = [UInt8](unsafeUninitializedCapacity: count) { buffer, filled in
            filled = 0
            while filled < count {
                let got = pread(
                    number, buffer.baseAddress.map { $0 + filled }, count - filled,
                    off_t(offset) + off_t(filled))
                if got == 0 { return }
                if got > 0 {
                    filled += got
                } else if errno != EINTR {
                    failure = SystemError.last
                    return
                }
            }
        }
        if let failure { throw failure }
        return bytes
    }

    /// Waits until the disk has it.
    func synchronize() throws(SystemError) {
        while fsync(number) != 0 {
            guard errno == EINTR else { throw SystemError.last }
        }
    }

    /// Waits until the disk has what is in it, and what it takes to read that again.
    func synchronizeContent() throws(SystemError) {
        while fdatasync(number) != 0 {
            guard errno == EINTR else { throw SystemError.last }
        }
    }

    func status() throws(SystemError) -> stat {
        var status = stat()
        guard fstat(number, &status) == 0 else { throw SystemError.last }
        return status
    }
}
