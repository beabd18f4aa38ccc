import Glibc
import Synchronization

/// SIGINT and SIGTERM end the run in order: servers are stopped and folders removed.
package enum Interruption {
    private static let happened = Atomic(false)

    package static func listen() {
        // Made before a handler could be the first to ask for it.
        _ = happened.load(ordering: .relaxed)
        signal(SIGINT) { _ in Interruption.happened.store(true, ordering: .relaxed) }
        signal(SIGTERM) { _ in Interruption.happened.store(true, ordering: .relaxed) }
    }

    package static func check() throws(BenchmarkError) {
        if happened.load(ordering: .relaxed) { throw .interrupted }
    }
}
