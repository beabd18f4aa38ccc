import CEpoll
import Glibc
import Synchronization

/// The wish that a run end in order: servers are stopped and folders removed.
package enum Interruption {
    private static let happened = Atomic(false)
    /// Has something to read from the wish on, so that whoever waits for connections wakes up;
    /// negative when there can be none.
    static let descriptorNumber = eventfd(0, Int32(EFD_CLOEXEC))

    /// Takes SIGINT and SIGTERM for the wish.
    package static func listen() {
        // Made before a handler could be the first to ask for them.
        _ = happened.load(ordering: .relaxed)
        _ = descriptorNumber
        signal(SIGINT) { _ in Interruption.happen() }
        signal(SIGTERM) { _ in Interruption.happen() }
    }

    /// The wish was made. May be called by a signal handler.
    package static func happen() {
        happened.store(true, ordering: .relaxed)
        var one: UInt64 = 1
        // Fails only when there has been one 2^64 times.
        _ = write(descriptorNumber, &one, 8)
    }

    package static func check() throws(BenchmarkError) {
        if happened.load(ordering: .relaxed) { throw .interrupted }
    }
}
