import Foundation
import Synchronization

/// The descriptors between a test and its child.
final class Plumbing {
    struct Failure: Error {
        var call: String
        var errorNumber: Int32
    }

    /// Held while descriptors are made that no other child may inherit, and while one is started.
    private static let lock = Mutex(())

    private(set) var inputEnd: Int32?
    private(set) var outputEnd: Int32 = -1
    private(set) var errorsEnd: Int32 = -1
    private var farEnds: [Int32] = []
    private var childStreams: [Int32] = []

    init(input: Child.Standard, output: Child.Standard, errors: Child.Standard) throws {
        let terminal =
            try [input, output, errors].contains { $0.isTerminal } ? Self.terminal() : nil
        if let terminal { farEnds.append(terminal.slave) }
        switch input {
        case .null: try addFar(Self.open("/dev/null", O_RDONLY))
        case .pipe, .bytes:
            let ends = try Self.pipe()
            inputEnd = ends.write
            try addFar(ends.read)
        case .terminal:
            inputEnd = dup(terminal?.master ?? -1)
            childStreams.append(terminal?.slave ?? -1)
        }
        outputEnd = try addOutput(output, terminal)
        errorsEnd = try addOutput(errors, output.isTerminal && errors.isTerminal ? nil : terminal)
        if output.isTerminal, errors.isTerminal, let terminal {
            childStreams[2] = terminal.slave
        }
    }

    func spawn(
        _ path: String, _ arguments: [String], _ environment: [String: String],
        _ descriptors: [Int32], folder: String
    ) throws -> pid_t {
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        for (index, stream) in (childStreams + descriptors).enumerated() {
            posix_spawn_file_actions_adddup2(&actions, stream, Int32(index))
        }
        var attributes = posix_spawnattr_t()
        posix_spawnattr_init(&attributes)
        defer { posix_spawnattr_destroy(&attributes) }
        // The test runner's threads hold signals back and ignore some; a shell does neither.
        var none = sigset_t()
        sigemptyset(&none)
        posix_spawnattr_setsigmask(&attributes, &none)
        var all = sigset_t()
        sigfillset(&all)
        posix_spawnattr_setsigdefault(&attributes, &all)
        posix_spawnattr_setflags(
            &attributes, Int16(POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF))
        let words = (["env", "-C", folder, path] + arguments).map { strdup($0) } + [nil]
        let variables =
            ["PATH": "/usr/bin:/bin", "HOME": "/tmp", "USER": "tester", "TERM": "xterm"]
            .merging(environment) { $1 }.map { strdup("\($0)=\($1)") } + [nil]
        defer { for pointer in words + variables { free(pointer) } }
        var identifier: pid_t = 0
        let result = Self.lock.withLock { _ in
            posix_spawn(&identifier, "/usr/bin/env", &actions, &attributes, words, variables)
        }
        guard result == 0 else { throw Failure(call: "posix_spawn", errorNumber: result) }
        return identifier
    }

    func closeFarEnds() {
        for end in farEnds { close(end) }
        farEnds = []
    }

    /// A child may end without reading what a test writes to it.
    private static let ignoresBrokenPipes: Void = { _ = signal(SIGPIPE, SIG_IGN) }()

    static func pipe() throws -> (read: Int32, write: Int32) {
        _ = ignoresBrokenPipes
        var ends: [Int32] = [-1, -1]
        try lock.withLock { _ in
            guard Foundation.pipe(&ends) == 0 else {
                throw Failure(call: "pipe", errorNumber: errno)
            }
            for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
        }
        return (ends[0], ends[1])
    }

    private func addFar(_ descriptor: Int32) throws {
        farEnds.append(descriptor)
        childStreams.append(descriptor)
    }

    private func addOutput(
        _ kind: Child.Standard, _ terminal: (master: Int32, slave: Int32)?
    ) throws -> Int32 {
        switch kind {
        case .terminal where terminal != nil:
            childStreams.append(terminal?.slave ?? -1)
            return terminal?.master ?? -1
        case .null, .pipe, .bytes, .terminal:
            let ends = try Self.pipe()
            try addFar(ends.write)
            return ends.read
        }
    }

    private static func open(_ path: String, _ flags: Int32) throws -> Int32 {
        let descriptor = Foundation.open(path, flags | O_CLOEXEC)
        guard descriptor >= 0 else { throw Failure(call: "open", errorNumber: errno) }
        return descriptor
    }

    /// `TIOCSPTLCK` and `TIOCGPTN`, macros that Swift cannot import: `asm-generic/ioctls.h`.
    private static let setLock: UInt = 0x4004_5431
    private static let getNumber: UInt = 0x8004_5430

    private static func terminal() throws -> (master: Int32, slave: Int32) {
        let flags = O_RDWR | O_NOCTTY
        let master = try open("/dev/ptmx", flags)
        var number: UInt32 = 0
        var isLocked: Int32 = 0
        guard ioctl(master, setLock, &isLocked) == 0, ioctl(master, getNumber, &number) == 0
        else { throw Failure(call: "ioctl", errorNumber: errno) }
        var size = winsize(ws_row: 24, ws_col: 80, ws_xpixel: 0, ws_ypixel: 0)
        _ = ioctl(master, UInt(TIOCSWINSZ), &size)
        return (master, try open("/dev/pts/\(number)", flags))
    }
}

extension Child.Standard {
    var isTerminal: Bool { if case .terminal = self { true } else { false } }
}
