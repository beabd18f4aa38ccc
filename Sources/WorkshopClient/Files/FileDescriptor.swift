import Glibc

/// A file, pipe or terminal of this process, read and written without blocking Swift's pool and
/// without outliving the cancellation of the task that waits.
///
/// Each operation blocks a thread of its own: a few microseconds for a quarter of a mebibyte.
final class FileDescriptor: Sendable {
    let raw: CInt
    /// What the attempts of errors are about: a quoted path or a name like `standard input`.
    let name: String
    private let closes: Bool
    private let wake: WakeDescriptor

    /// - Parameter closes: whether the descriptor belongs to this object.
    init(_ raw: CInt, name: String, closes: Bool) throws(ClientError) {
        self.raw = raw
        self.name = name
        self.closes = closes
        guard let wake = WakeDescriptor() else {
            throw .local(LocalFailure("cannot make a pair of sockets", errorNumber: errno))
        }
        self.wake = wake
    }

    deinit { if closes { close(raw) } }

    /// - Returns: empty at the end.
    func read(atMost limit: Int) async throws(ClientError) -> [UInt8] {
        try await blocking { [raw, name, wake] () -> Result<[UInt8], ClientError> in
            guard wake.letsPass(raw, POLLIN) else { return .failure(.cancelled) }
            var count = 0
            let bytes = [UInt8](unsafeUninitializedCapacity: limit) { buffer, initialized in
                repeat {
                    count = Glibc.read(raw, buffer.baseAddress, limit)
                } while count < 0 && errno == EINTR
                initialized = max(count, 0)
            }
            if count >= 0 { return .success(bytes) }
            // Another process took what was there from a pipe both share.
            if errno == EAGAIN { return .success([]) }
            return .failure(.local(LocalFailure("cannot read \(name)", errorNumber: errno)))
        }
    }

    func write(_ bytes: [UInt8]) async throws(ClientError) {
        try await blocking { [raw, name, wake] () -> Result<Void, ClientError> in
            var start = 0
            while start < bytes.count {
                guard wake.letsPass(raw, POLLOUT) else { return .failure(.cancelled) }
                let count = bytes.withUnsafeBytes { buffer in
                    Glibc.write(raw, buffer.baseAddress?.advanced(by: start), bytes.count - start)
                }
                if count >= 0 {
                    start += count
                } else if errno != EINTR, errno != EAGAIN {
                    return .failure(
                        .local(LocalFailure("cannot write to \(name)", errorNumber: errno)))
                }
            }
            return .success(())
        }
    }

    /// Makes what was written durable; nothing to do for a pipe.
    func synchronize() async throws(ClientError) {
        try await blocking { [raw, name] in
            if fsync(raw) == 0 || errno == EINVAL || errno == EROFS { return .success(()) }
            return .failure(.local(LocalFailure("cannot write to \(name)", errorNumber: errno)))
        }
    }

    private func blocking<Value: Sendable>(
        _ work: @escaping @Sendable () -> Result<Value, ClientError>
    ) async throws(ClientError) -> Value {
        let result = await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                let failure = DetachedThread.start { continuation.resume(returning: work()) }
                if failure != 0 {
                    let error = LocalFailure("cannot start a thread", errorNumber: failure)
                    continuation.resume(returning: Result.failure(ClientError.local(error)))
                }
            }
        } onCancel: {
            wake.raise()
        }
        return try result.get()
    }
}

extension WakeDescriptor {
    /// Blocks until the descriptor is ready, has failed, or cannot be waited for.
    ///
    /// - Returns: no when woken.
    fileprivate func letsPass(_ descriptor: CInt, _ events: CInt) -> Bool {
        if case .woken = wait(for: descriptor, events, until: nil) { false } else { true }
    }
}
