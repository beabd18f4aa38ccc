import Glibc
import Synchronization

@testable import WorkshopClient

/// An HTTP peer from outside that does exactly what a test tells it, byte by byte: each accepted
/// connection runs the script on a thread of its own, and closes when the script returns.
///
/// It listens until the process ends, so that no test has to keep it alive past its last use.
final class ScriptedPeer: Sendable {
    /// What the peer saw, in order.
    struct Log: Sendable {
        var accepted = 0
        var requests: [PeerRequest] = []
    }

    let address: WorkshopAddress
    private let listener: CInt
    private let log: SharedLog

    final class SharedLog: Sendable {
        let value = Mutex(Log())
    }

    typealias Script = @Sendable (_ connection: PeerConnection, _ number: Int) -> Void

    init(backlog: CInt = 64, _ script: @escaping Script) throws {
        let listener = socket(AF_INET, CInt(SOCK_STREAM.rawValue) | CInt(SOCK_CLOEXEC.rawValue), 0)
        var name = sockaddr_in()
        name.sin_family = sa_family_t(AF_INET)
        name.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        let port = withUnsafeMutablePointer(to: &name) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { generic in
                guard bind(listener, generic, length) == 0, listen(listener, backlog) == 0,
                    getsockname(listener, generic, &length) == 0
                else { return UInt16(0) }
                return UInt16(bigEndian: pointer.pointee.sin_port)
            }
        }
        guard port != 0 else { throw PeerFailure(errorNumber: errno) }
        self.listener = listener
        address = try WorkshopAddress(parsing: "http://127.0.0.1:\(port)")
        log = SharedLog()
        start(script)
    }

    init(socketPath: String, _ script: @escaping Script) throws {
        let listener = socket(AF_UNIX, CInt(SOCK_STREAM.rawValue) | CInt(SOCK_CLOEXEC.rawValue), 0)
        var name = sockaddr_un()
        name.sun_family = sa_family_t(AF_UNIX)
        withUnsafeMutableBytes(of: &name.sun_path) { $0.copyBytes(from: socketPath.utf8) }
        let result = withUnsafePointer(to: &name) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { generic in
                bind(listener, generic, socklen_t(MemoryLayout<sockaddr_un>.size))
            }
        }
        guard result == 0, listen(listener, 8) == 0 else { throw PeerFailure(errorNumber: errno) }
        self.listener = listener
        address = try WorkshopAddress(parsing: "unix:\(socketPath)")
        log = SharedLog()
        start(script)
    }

    var accepted: Int { log.value.withLock { $0.accepted } }
    var requests: [PeerRequest] { log.value.withLock { $0.requests } }

    /// A client of this peer that looks at no proxy.
    func client(
        _ carrier: CarrierKind = .direct, connectTimeout: Duration = .seconds(5),
        answerTimeout: Duration = .seconds(30),
        silenceTimeout: Duration = .seconds(30), retry: RetryPolicy = .never
    ) -> RemoteWorkshop {
        var configuration = ClientConfiguration(
            userAgent: "workshop/test", connectTimeout: connectTimeout,
            answerTimeout: answerTimeout, silenceTimeout: silenceTimeout,
            usesProxyOfEnvironment: false, retry: retry)
        configuration.prefersCurl = carrier == .curl
        return RemoteWorkshop(at: address, configuration)
    }

    private func start(_ script: @escaping Script) {
        _ = DetachedThread.start { [listener, log] in
            while true {
                let connection = accept(listener, nil, nil)
                guard connection >= 0 else { continue }
                let number = log.value.withLock { log in
                    defer { log.accepted += 1 }
                    return log.accepted
                }
                _ = DetachedThread.start {
                    script(PeerConnection(connection, log), number)
                }
            }
        }
    }
}

struct PeerFailure: Error {
    var errorNumber: CInt
}
