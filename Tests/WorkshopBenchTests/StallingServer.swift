import Glibc
import Synchronization
import WorkshopBench

/// Answers every request on one connection, the first one only after a while.
final class StallingServer: Sendable {
    let address: ServerAddress

    init(stall seconds: Double) throws {
        address = try ServerAddress.unusedLoopback()
        let listener = socket(AF_INET, Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue), 0)
        let isListening = address.withSocketAddress {
            bind(listener, $0, $1) == 0 && listen(listener, 1) == 0
        }
        guard isListening else { throw BenchmarkError.system(doing: "listen", code: errno) }
        let thread = Unmanaged.passRetained(Stalling(listener, seconds))
        var identifier = pthread_t()
        pthread_create(
            &identifier, nil,
            { context in
                guard let context else { return nil }
                Unmanaged<Stalling>.fromOpaque(context).takeRetainedValue().run()
                return nil
            }, thread.toOpaque())
        pthread_detach(identifier)
    }

    private final class Stalling: Sendable {
        private let listener: Int32
        private let seconds: Double

        init(_ listener: Int32, _ seconds: Double) {
            self.listener = listener
            self.seconds = seconds
        }

        func run() {
            let connection = accept(listener, nil, nil)
            defer {
                close(connection)
                close(listener)
            }
            let answer = Array("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n".utf8)
            var buffer = [UInt8](repeating: 0, count: 4_096)
            var isFirst = true
            // One request comes at a time, and whole: it is a line or two.
            while recv(connection, &buffer, buffer.count, 0) > 0 {
                if isFirst { usleep(UInt32(seconds * 1e6)) }
                isFirst = false
                if send(connection, answer, answer.count, Int32(MSG_NOSIGNAL)) < 0 { return }
            }
        }
    }
}
