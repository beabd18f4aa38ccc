import Glibc

/// Connects to whichever address of a host answers first (RFC 8305).
struct Dialer {
    enum Failure: Error, Equatable {
        case interrupted
        case timedOut
        case unknownHost
        /// Of the last address that was tried.
        case refused(errorNumber: Int32)
    }

    /// For how long an address is waited for before the next is tried beside it.
    private static let headStart = Duration.milliseconds(250)
    /// A Unix socket whose queue is full says so at once instead of waiting.
    private static let queuePause = Duration.milliseconds(10)

    private let wake: WakeDescriptor
    private let deadline: ContinuousClock.Instant
    private var attempts: [Int32] = []
    private var lastError: Int32 = 0

    /// - Parameter wake: ends the wait.
    init(until deadline: ContinuousClock.Instant, wake: WakeDescriptor) {
        self.deadline = deadline
        self.wake = wake
    }

    /// - Returns: a connected socket that does not block, for the caller to close.
    mutating func connect(to address: DirectAddress) throws(Failure) -> Int32 {
        var waiting = try addresses(of: address)[...]
        defer {
            for socket in attempts { close(socket) }
            attempts = []
        }
        while true {
            // The next one begins when the one before is late, or has failed.
            while let next = waiting.popFirst() {
                if let socket = try begin(next) { return socket }
                if !attempts.isEmpty { break }
            }
            guard !attempts.isEmpty else { throw .refused(errorNumber: lastError) }
            let patience = ContinuousClock.now.advanced(by: Dialer.headStart)
            if let socket = try wait(until: waiting.isEmpty ? deadline : min(deadline, patience)) {
                return socket
            }
            guard ContinuousClock.now < deadline else { throw .timedOut }
        }
    }

    private func addresses(of address: DirectAddress) throws(Failure) -> [SocketAddress] {
        switch address.place {
        case .socket(let path): return [SocketAddress(socketPath: path)]
        case .network(let host, let port):
            do throws(HostLookup.Failure) {
                return try HostLookup.addresses(of: host, port: port, until: deadline, wake: wake)
            } catch {
                switch error {
                case .unknownHost: throw .unknownHost
                case .interrupted: throw .interrupted
                case .timedOut: throw .timedOut
                }
            }
        }
    }

    /// - Returns: the socket if it is connected already, as on this machine.
    private mutating func begin(_ address: SocketAddress) throws(Failure) -> Int32? {
        let kind = Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue | SOCK_NONBLOCK.rawValue)
        let made = socket(address.family, kind, 0)
        guard made >= 0 else {
            lastError = errno
            return nil
        }
        Dialer.prepare(made, address.family)
        while address.connect(made) != 0 {
            switch errno {
            case EINTR, EINPROGRESS:
                attempts.append(made)
                return nil
            case EAGAIN:
                let pause = min(deadline, ContinuousClock.now.advanced(by: Dialer.queuePause))
                guard case .timedOut = wake.wait(for: -1, 0, until: pause) else {
                    close(made)
                    throw .interrupted
                }
                guard ContinuousClock.now < deadline else {
                    close(made)
                    throw .timedOut
                }
            case let number:
                lastError = number
                close(made)
                return nil
            }
        }
        return made
    }

    /// Waits for one of the attempts.
    ///
    /// - Returns: `nil` when the time is over or an attempt has failed.
    private mutating func wait(
        until deadline: ContinuousClock.Instant
    ) throws(Failure) -> Int32? {
        let left = ContinuousClock.now.duration(to: deadline)
        var polled =
            [pollfd(fd: wake.descriptor, events: Int16(POLLIN), revents: 0)]
            + attempts.map { pollfd(fd: $0, events: Int16(POLLOUT), revents: 0) }
        let count = poll(
            &polled, nfds_t(polled.count), Int32(clamping: max(0, left.milliseconds + 1)))
        guard count > 0 else { return nil }
        if polled[0].revents != 0 { throw .interrupted }
        for entry in polled.dropFirst() where entry.revents != 0 {
            attempts.removeAll { $0 == entry.fd }
            var number: Int32 = 0
            var length = socklen_t(MemoryLayout<Int32>.size)
            getsockopt(entry.fd, SOL_SOCKET, SO_ERROR, &number, &length)
            if number == 0 { return entry.fd }
            lastError = number
            close(entry.fd)
        }
        return nil
    }

    private static func prepare(_ socket: Int32, _ family: Int32) {
        guard family != AF_UNIX else { return }
        set(socket, Int32(IPPROTO_TCP), TCP_NODELAY, 1)
        // A stream may be silent for long: whoever forgets connections is to be kept from it.
        set(socket, SOL_SOCKET, SO_KEEPALIVE, 1)
        set(socket, Int32(IPPROTO_TCP), TCP_KEEPIDLE, 60)
    }

    private static func set(_ socket: Int32, _ level: Int32, _ option: Int32, _ value: Int32) {
        var value = value
        setsockopt(socket, level, option, &value, socklen_t(MemoryLayout<Int32>.size))
    }
}
