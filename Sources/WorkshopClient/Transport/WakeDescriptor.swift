import Glibc

/// Wakes a thread that waits for a descriptor.
final class WakeDescriptor: Sendable {
    enum Outcome {
        /// The descriptor can be read from or written to, or has failed.
        case ready(Int32)
        case woken
        case timedOut
    }

    /// Readable from the first ``raise()`` until ``clear()``.
    let descriptor: Int32
    private let far: Int32

    /// `nil` when there can be no more descriptors.
    init?() {
        var ends: [Int32] = [-1, -1]
        let kind = Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue | SOCK_NONBLOCK.rawValue)
        guard socketpair(AF_UNIX, kind, 0, &ends) == 0 else { return nil }
        descriptor = ends[0]
        far = ends[1]
    }

    deinit {
        close(descriptor)
        close(far)
    }

    func raise() {
        var byte: UInt8 = 1
        // Full means that it is raised already.
        _ = write(far, &byte, 1)
    }

    func clear() {
        var bytes = [UInt8](repeating: 0, count: 64)
        while read(descriptor, &bytes, bytes.count) > 0 {}
    }

    /// Waits for the descriptor, a ``raise()``, or the deadline.
    ///
    /// - Parameter events: none waits for the others alone.
    func wait(
        for other: Int32, _ events: Int32, until deadline: ContinuousClock.Instant?
    ) -> Outcome {
        var polled = [
            pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0),
            pollfd(fd: events == 0 ? -1 : other, events: Int16(events), revents: 0),
        ]
        while true {
            var time: Int32 = -1
            if let deadline {
                let left = ContinuousClock.now.duration(to: deadline)
                if left <= .zero { return .timedOut }
                // Rounded up: the deadline must be over when it returns for it.
                time = Int32(clamping: left.milliseconds + 1)
            }
            guard poll(&polled, 2, time) > 0 else { continue }
            // Being told to stop comes first.
            return polled[0].revents != 0 ? .woken : .ready(Int32(polled[1].revents))
        }
    }
}
