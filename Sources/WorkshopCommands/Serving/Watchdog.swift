import Synchronization
import WorkshopServer

/// Shows the service manager that the server lives, for as long as it does.
///
/// Each sign is sent by the server's own threads after they have handed it on: where one of them
/// hangs there is none, and the manager ends the process and starts another.
final class Watchdog: Sendable {
    private let manager: ServiceManager
    private let server: Server
    /// Whether the last sign that was asked for has not come yet: asking again would pile up.
    private let isAwaited = Atomic(false)

    init(_ manager: ServiceManager, _ server: Server) {
        self.manager = manager
        self.server = server
    }

    /// Goes on until the task is cancelled; returns at once where nobody waits for signs.
    func run() async {
        guard let patience = manager.patience else { return }
        repeat {
            if !isAwaited.exchange(true, ordering: .relaxed) { askForSign() }
            // Cancelled at the end.
        } while (try? await Task.sleep(for: patience / 2)) != nil
    }

    private func askForSign() {
        server.pulse { [self] in
            manager.tell(.alive)
            isAwaited.store(false, ordering: .relaxed)
        }
    }
}
