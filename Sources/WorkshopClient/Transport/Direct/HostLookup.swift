import Glibc
import Synchronization

/// Finds the addresses of a host.
enum HostLookup {
    enum Failure: Error, Equatable {
        case unknownHost
        case interrupted
        case timedOut
    }

    /// - Parameters:
    ///   - deadline: after which the system is left to search on its own.
    ///   - wake: ends the wait.
    static func addresses(
        of host: String, port: UInt16, until deadline: ContinuousClock.Instant,
        wake: WakeDescriptor
    ) throws(Failure) -> [SocketAddress] {
        // By RFC 6761 it is this machine, whatever anybody says.
        if host == "localhost" || host.hasSuffix(".localhost") {
            return SocketAddress.loopback(port: port)
        }
        if let numeric = ask(host, port, flags: AI_NUMERICHOST) { return numeric }
        return try search(host, port, until: deadline, wake: wake)
    }

    /// The resolver cannot be interrupted, so it has a thread that may outlive the wait.
    private static func search(
        _ host: String, _ port: UInt16, until deadline: ContinuousClock.Instant,
        wake: WakeDescriptor
    ) throws(Failure) -> [SocketAddress] {
        guard let answer = Answer() else { throw .unknownHost }
        let failure = DetachedThread.start {
            let found = ask(host, port, flags: 0)
            answer.addresses.withLock { $0 = found }
            answer.isThere.raise()
        }
        guard failure == 0 else { throw .unknownHost }
        switch wake.wait(for: answer.isThere.descriptor, POLLIN, until: deadline) {
        case .ready:
            guard let found = answer.addresses.withLock({ $0 }) else { throw .unknownHost }
            return found
        case .woken: throw .interrupted
        case .timedOut: throw .timedOut
        }
    }

    private final class Answer: Sendable {
        let addresses = Mutex<[SocketAddress]?>(nil)
        let isThere: WakeDescriptor

        init?() {
            guard let isThere = WakeDescriptor() else { return nil }
            self.isThere = isThere
        }
    }

    private static func ask(_ host: String, _ port: UInt16, flags: Int32) -> [SocketAddress]? {
        var hints = addrinfo()
        hints.ai_socktype = Int32(SOCK_STREAM.rawValue)
        hints.ai_flags = flags | AI_NUMERICSERV
        var list: UnsafeMutablePointer<addrinfo>?
        guard getaddrinfo(host, String(port), &hints, &list) == 0 else { return nil }
        defer { freeaddrinfo(list) }
        var found: [SocketAddress] = []
        var next = list
        while let entry = next?.pointee {
            if let address = entry.ai_addr {
                found.append(SocketAddress(address, length: Int(entry.ai_addrlen)))
            }
            next = entry.ai_next
        }
        return found.isEmpty ? nil : found
    }
}
