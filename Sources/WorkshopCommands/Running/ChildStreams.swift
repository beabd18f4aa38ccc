import CSpawn
import Glibc
import WorkshopClient

/// The standard streams of a child, this process' ends of them, and how it is heard that it
/// ended.
///
/// Made by one thread, handed to the one that attends to the child, and closed by that; so
/// `@unchecked Sendable`.
final class ChildStreams: @unchecked Sendable {
    private var input: Pipe
    private var output: Pipe
    private var errors: Pipe
    /// Closed at the far end when the child has ended.
    private var end: Pipe
    private var captured = CapturedOutput()
    private var buffer = [UInt8](repeating: 0, count: 65_536)

    /// How long what a command has left behind may go on writing to its output: the far end of a
    /// pipeline that the shell does not wait for.
    static let drainPatience = Duration.seconds(2)

    private struct Pipe {
        /// -1 once closed.
        var readEnd: Int32 = -1
        var writeEnd: Int32 = -1

        init() throws(ChildProcess.NotStarted) {
            var ends: [Int32] = [-1, -1]
            let failure = workshop_pipe(&ends)
            guard failure == 0 else { throw ChildProcess.NotStarted(errorNumber: failure) }
            (readEnd, writeEnd) = (ends[0], ends[1])
        }

        mutating func closeReadEnd() { Pipe.close(&readEnd) }

        mutating func closeWriteEnd() { Pipe.close(&writeEnd) }

        private static func close(_ end: inout Int32) {
            guard end >= 0 else { return }
            Glibc.close(end)
            end = -1
        }
    }

    init() throws(ChildProcess.NotStarted) {
        var made: [Pipe] = []
        do throws(ChildProcess.NotStarted) {
            for _ in 0..<4 { made.append(try Pipe()) }
        } catch {
            for var pipe in made {
                pipe.closeReadEnd()
                pipe.closeWriteEnd()
            }
            throw error
        }
        (input, output, errors, end) = (made[0], made[1], made[2], made[3])
        for descriptor in [input.writeEnd, output.readEnd, errors.readEnd] {
            _ = fcntl(descriptor, F_SETFL, O_NONBLOCK)
        }
    }

    deinit { closeAll() }

    /// Starts the program with the far ends.
    func spawn(_ plan: ChildProcess.Plan) throws(ChildProcess.NotStarted) -> pid_t {
        let words = plan.words.map { strdup($0) } + [nil]
        let variables = plan.environment.entries.map { entry in
            (entry + [0]).withUnsafeBytes { bytes in
                bytes.baseAddress.map { strdup($0.assumingMemoryBound(to: CChar.self)) } ?? nil
            }
        }
        defer { for pointer in words + variables { free(pointer) } }
        var child: pid_t = 0
        let failure = workshop_spawn(
            &child, plan.path, words, variables + [nil],
            [input.readEnd, output.writeEnd, errors.writeEnd])
        input.closeReadEnd()
        output.closeWriteEnd()
        errors.closeWriteEnd()
        guard failure == 0 else { throw ChildProcess.NotStarted(errorNumber: failure) }
        return child
    }

    /// Moves bytes both ways until the child has ended and its output is complete.
    func attend(
        input bytes: [UInt8], _ child: pid_t, takeErrors: ([UInt8]) -> Void,
        outgrown: () -> Void, finish: (CapturedOutput) -> Void
    ) {
        var hasEnded = !listenForEnd(of: child)
        var pending = bytes[...]
        var drainUntil: ContinuousClock.Instant?
        while !hasEnded || output.readEnd >= 0 || errors.readEnd >= 0 {
            if pending.isEmpty { input.closeWriteEnd() }
            let patience = drainUntil.map { ContinuousClock.now.duration(to: $0) }
            if let patience, patience <= .zero { break }
            var polled = [
                pollfd(fd: input.writeEnd, events: Int16(POLLOUT), revents: 0),
                pollfd(fd: output.readEnd, events: Int16(POLLIN), revents: 0),
                pollfd(fd: errors.readEnd, events: Int16(POLLIN), revents: 0),
                // Once heard of, it is not listened for any more.
                pollfd(fd: hasEnded ? -1 : end.readEnd, events: 0, revents: 0),
            ]
            let milliseconds = patience.map { Int32(clamping: $0.milliseconds + 1) } ?? -1
            guard poll(&polled, nfds_t(polled.count), milliseconds) >= 0 || errno == EINTR else {
                break
            }
            if polled[0].revents != 0 { write(&pending) }
            if polled[1].revents != 0 { readOutput(outgrown) }
            if polled[2].revents != 0 { readErrors(takeErrors) }
            if polled[3].revents != 0 {
                hasEnded = true
                drainUntil = .now + ChildStreams.drainPatience
            }
        }
        closeAll()
        finish(captured)
    }

    /// - Returns: no when there can be no more threads: its end is that of its output then.
    private func listenForEnd(of child: pid_t) -> Bool {
        let writeEnd = end.writeEnd
        let failure = DetachedThread.start {
            workshop_await_end(child)
            close(writeEnd)
        }
        guard failure == 0 else { return false }
        // From now on the thread's.
        end.writeEnd = -1
        return true
    }

    /// A child that does not read, or reads no more, is its own affair.
    private func write(_ pending: inout ArraySlice<UInt8>) {
        let count = pending.withUnsafeBytes {
            Glibc.write(input.writeEnd, $0.baseAddress, $0.count)
        }
        if count > 0 {
            pending = pending.dropFirst(count)
        } else if errno != EAGAIN, errno != EINTR {
            pending = []
        }
    }

    private func readOutput(_ outgrown: () -> Void) {
        guard let bytes = read(output.readEnd) else { return }
        if bytes.isEmpty { return output.closeReadEnd() }
        captured.append(bytes)
        if captured.isTooLarge { outgrown() }
    }

    private func readErrors(_ take: ([UInt8]) -> Void) {
        guard let bytes = read(errors.readEnd) else { return }
        if bytes.isEmpty { return errors.closeReadEnd() }
        take(Array(bytes))
    }

    /// - Returns: nothing at the end, `nil` when there is nothing yet.
    private func read(_ descriptor: Int32) -> ArraySlice<UInt8>? {
        let count = Glibc.read(descriptor, &buffer, buffer.count)
        if count < 0, errno == EAGAIN || errno == EINTR { return nil }
        return buffer[..<max(count, 0)]
    }

    private func closeAll() {
        for pipe in [\ChildStreams.input, \.output, \.errors, \.end] {
            self[keyPath: pipe].closeReadEnd()
            self[keyPath: pipe].closeWriteEnd()
        }
    }
}
