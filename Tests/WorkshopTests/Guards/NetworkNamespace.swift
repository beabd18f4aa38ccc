import Foundation

/// A network of its own, with no cable to anything yet. It has no name that could collide or stay
/// behind: the kernel takes it away with whoever last holds it, also when the tests are killed.
final class NetworkNamespace: Sendable {
    /// Whether this process may make one.
    static let isPossible =
        geteuid() == 0 && access(NetworkNamespace.ip, X_OK) == 0
        && (try? NetworkNamespace()) != nil

    private static let ip = "/usr/sbin/ip"

    private let descriptor: Int32

    init() throws {
        descriptor = try NetworkNamespace.onThread {
            guard let leave = System.unshare, leave(System.network) == 0 else {
                throw NetworkNamespace.failure()
            }
            let descriptor = open("/proc/thread-self/ns/net", O_RDONLY | O_CLOEXEC)
            guard descriptor >= 0 else { throw NetworkNamespace.failure() }
            return descriptor
        }
    }

    deinit { close(descriptor) }

    /// Where other processes find it.
    var path: String { "/proc/\(getpid())/fd/\(descriptor)" }

    /// Does something on a thread whose new sockets are of this network.
    func inside<Value: Sendable>(_ work: @escaping @Sendable () throws -> Value) async throws
        -> Value
    {
        try await WorkshopTests.onThread { [self] in
            guard let enter = System.setns, enter(descriptor, System.network) == 0 else {
                throw NetworkNamespace.failure()
            }
            return try work()
        }
    }

    /// Starts a program in this network.
    func start(
        _ arguments: [String], of path: String = Binary.path, input: Child.Standard = .null,
        folder: String = "/", patience: Double = 60
    ) throws -> Child {
        try Child(
            ["--net=\(self.path)", path] + arguments, of: "/usr/bin/nsenter", input: input,
            folder: folder, patience: patience)
    }

    /// Has `ip` do what these lines say.
    func configure(_ lines: [String]) async throws {
        let text = lines.map { $0 + "\n" }.joined()
        let child = try start(
            ["-batch", "-"], of: NetworkNamespace.ip, input: .bytes(Array(text.utf8)))
        guard await child.waits() == .status(0) else {
            throw Refusal(description: child.errors.text)
        }
    }

    /// What `ip` did not want to do.
    struct Refusal: Error, CustomStringConvertible {
        let description: String
    }

    /// What Swift's view of glibc leaves out: `sched.h`.
    private enum System {
        /// `CLONE_NEWNET`
        static let network: Int32 = 0x4000_0000

        static var unshare: (@convention(c) (Int32) -> Int32)? {
            dlsym(nil, "unshare").map {
                unsafeBitCast($0, to: (@convention(c) (Int32) -> Int32).self)
            }
        }

        static var setns: (@convention(c) (Int32, Int32) -> Int32)? {
            dlsym(nil, "setns").map {
                unsafeBitCast($0, to: (@convention(c) (Int32, Int32) -> Int32).self)
            }
        }
    }

    private static func failure() -> POSIXError {
        POSIXError(POSIXErrorCode(rawValue: errno) ?? .EIO)
    }

    /// A thread that has left the network of the others must not serve them any more: it ends here.
    private static func onThread(_ work: @escaping @Sendable () throws -> Int32) throws -> Int32 {
        let box = Box()
        let thread = Thread {
            box.value = Result { try work() }
            box.isDone.signal()
        }
        thread.start()
        box.isDone.wait()
        return try box.value.get()
    }

    /// `@unchecked Sendable` because the semaphore orders the only write before the only read.
    private final class Box: @unchecked Sendable {
        var value: Result<Int32, any Error> = .failure(POSIXError(.EIO))
        let isDone = DispatchSemaphore(value: 0)
    }
}
