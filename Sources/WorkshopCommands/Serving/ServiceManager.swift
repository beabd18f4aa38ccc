import Glibc

/// Whoever started this process and wants to be told how it fares: systemd, by datagrams to the
/// socket that `NOTIFY_SOCKET` names, as sd_notify(3) describes them.
///
/// Nobody may be there: then nothing is said.
struct ServiceManager: Sendable {
    /// Where it listens: a path, or a name in the abstract namespace after an `@`.
    private let socket: String?
    /// How long it waits for a sign of life before it takes the process for dead; `nil` where it
    /// does not wait for one.
    let patience: Duration?

    /// - Parameters:
    ///   - environment: one that is malformed is as good as none: what cannot be told harms less
    ///     than a server that does not run.
    ///   - process: the number of this process.
    init(environment: [String: String], process: Int32) {
        socket = environment["NOTIFY_SOCKET"].flatMap {
            ($0.hasPrefix("/") || $0.hasPrefix("@")) && $0.utf8.count > 1 ? $0 : nil
        }
        let isMeant = environment["WATCHDOG_PID"].map { Int32($0) == process } ?? true
        patience = environment["WATCHDOG_USEC"].flatMap(Int64.init)
            .flatMap { isMeant && $0 > 0 ? .microseconds($0) : nil }
    }

    /// What there is to tell.
    enum News: Sendable {
        /// For people; `systemctl status` shows it.
        case status(String)
        /// Who connects gets answers.
        case ready(status: String)
        /// The process lives.
        case alive
        /// The end has begun.
        case stopping(status: String)
        /// It could not start.
        case failed(status: String)

        /// A line break in a status would begin another assignment, and is escaped.
        fileprivate var text: String {
            switch self {
            case .status(let status): "STATUS=\(status.inert)"
            case .ready(let status): "READY=1\nSTATUS=\(status.inert)"
            case .alive: "WATCHDOG=1"
            case .stopping(let status): "STOPPING=1\nSTATUS=\(status.inert)"
            case .failed(let status): "STATUS=\(status.inert)"
            }
        }

        /// Whether it is waited for where the manager is behind: only where nobody else waits
        /// meanwhile. Signs of life and of the disk come from threads that wait for nobody.
        fileprivate var isWorthWaiting: Bool {
            switch self {
            case .ready, .stopping, .failed: true
            case .status, .alive: false
            }
        }
    }

    func tell(_ news: News) {
        guard let socket, var address = ServiceManager.address(of: socket) else { return }
        let descriptor = Glibc.socket(
            AF_UNIX, Int32(SOCK_DGRAM.rawValue | SOCK_CLOEXEC.rawValue), 0)
        // Nowhere is left to tell that it could not be told.
        guard descriptor >= 0 else { return }
        defer { close(descriptor) }
        let bytes = Array(news.text.utf8)
        let patience = news.isWorthWaiting ? 0 : MSG_DONTWAIT
        let flags = Int32(MSG_NOSIGNAL) | Int32(patience)
        withUnsafePointer(to: &address.storage) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                _ = sendto(descriptor, bytes, bytes.count, flags, $0, address.length)
            }
        }
    }

    /// `nil` for one that is longer than an address may be.
    private static func address(
        of socket: String
    ) -> (storage: sockaddr_un, length: socklen_t)? {
        var storage = sockaddr_un()
        storage.sun_family = sa_family_t(AF_UNIX)
        var bytes = Array(socket.utf8)
        if bytes[0] == UInt8(ascii: "@") { bytes[0] = 0 }
        guard bytes.count < MemoryLayout.size(ofValue: storage.sun_path) else { return nil }
        withUnsafeMutableBytes(of: &storage.sun_path) { $0.copyBytes(from: bytes) }
        let length = MemoryLayout<sa_family_t>.size + bytes.count
        return (storage, socklen_t(length))
    }
}
