import Foundation
import Synchronization

/// A process of its own: the program under test, or a shell.
final class Child: Sendable {
    /// How a process ended.
    enum Exit: Equatable, Sendable {
        case status(Int32)
        case signal(Int32)
    }

    enum Standard: Sendable {
        case null
        case pipe
        /// 80 columns wide; shared by all standard streams that ask for one.
        case terminal
        /// What it holds, then its end.
        case bytes([UInt8])
    }

    let output: Collected
    let errors: Collected
    let identifier: pid_t
    private let inputEnd: Mutex<Int32?>
    private let exit = Mutex<Exit?>(nil)
    private let ended: Collected

    /// - Parameters:
    ///   - path: the program.
    ///   - descriptors: what it finds open as 3, 4 and so on; here they are 100 or more.
    ///   - environment: beside `PATH` and `HOME` nothing else is set.
    ///   - patience: seconds after which it is killed, so that no test hangs.
    init(
        _ arguments: [String], of path: String = Binary.path,
        environment: [String: String] = [:], input: Standard = .null, output: Standard = .pipe,
        errors: Standard = .pipe, descriptors: [Int32] = [], folder: String = "/",
        patience: Double = 60
    ) throws {
        let plumbing = try Plumbing(input: input, output: output, errors: errors)
        identifier = try plumbing.spawn(
            path, arguments, environment, descriptors, folder: folder)
        plumbing.closeFarEnds()
        self.output = Collected(plumbing.outputEnd)
        self.errors = Collected(plumbing.errorsEnd)
        inputEnd = Mutex(plumbing.inputEnd)
        let signal = try Plumbing.pipe()
        ended = Collected(signal.read)
        watch(reportingTo: signal.write, patience)
        if case .bytes(let bytes) = input { feed(bytes) }
    }

    deinit { inputEnd.withLock { if let end = $0 { close(end) } } }

    var isRunning: Bool { exit.withLock { $0 == nil } }

    /// Sends a signal.
    func send(_ number: Int32) {
        // Its number may be another's once it has ended.
        exit.withLock { if $0 == nil { kill(identifier, number) } }
    }

    /// Writes to its standard input, which is a pipe or a terminal.
    func write(_ text: String) {
        let bytes = Array(text.utf8)
        inputEnd.withLock { if let end = $0 { _ = Foundation.write(end, bytes, bytes.count) } }
    }

    func closeInput() {
        inputEnd.withLock { end in
            if let open = end { close(open) }
            end = nil
        }
    }

    /// Waits for its end and that of its output.
    func waits() async -> Exit {
        await ended.waitsForEnd()
        await output.waitsForEnd()
        await errors.waitsForEnd()
        return exit.withLock { $0 } ?? .status(-1)
    }

    private func watch(reportingTo descriptor: Int32, _ patience: Double) {
        DispatchQueue.global().asyncAfter(deadline: .now() + patience) { [weak self] in
            self?.send(SIGKILL)
        }
        Thread.detachNewThread { [self] in
            var status: Int32 = 0
            while waitpid(identifier, &status, 0) < 0, errno == EINTR {}
            let number = status & 0x7F
            exit.withLock { $0 = number == 0 ? .status(status >> 8 & 0xFF) : .signal(number) }
            close(descriptor)
        }
    }

    private func feed(_ bytes: [UInt8]) {
        let end = inputEnd.withLock { end in
            defer { end = nil }
            return end
        }
        guard let end else { return }
        Thread.detachNewThread {
            var rest = bytes[...]
            while !rest.isEmpty {
                let count = rest.withUnsafeBytes { Foundation.write(end, $0.baseAddress, $0.count) }
                if count <= 0 { break }
                rest = rest.dropFirst(count)
            }
            close(end)
        }
    }
}
