import Dispatch
import Glibc

/// Notices that the reader of a pipe has gone although nothing is written, as in
/// `workshop tail | head -1` on a quiet channel.
enum ReaderWatch {
    /// Ends the process by SIGPIPE then. Does nothing where there is no pipe.
    ///
    /// - Parameter last: what is to be done before.
    static func start(on output: Output, _ last: @escaping @Sendable () -> Void) {
        guard let kind = DescriptorKind(output.descriptor), kind == .pipe || kind == .socket else {
            return
        }
        DispatchQueue.global().async {
            var polled = pollfd(fd: output.descriptor, events: 0, revents: 0)
            while poll(&polled, 1, -1) < 0, errno == EINTR {}
            guard polled.revents & Int16(POLLERR | POLLHUP) != 0 else { return }
            last()
            Ending.signal(SIGPIPE).perform()
        }
    }
}
