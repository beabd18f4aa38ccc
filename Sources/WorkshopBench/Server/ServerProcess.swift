import Glibc

/// A server started from its release binary, with everything at its default but where it listens
/// and keeps its data. Killed with its owner if it has not been stopped.
///
/// It has a process group of its own: who presses Ctrl-C at a terminal ends the load, which ends the
/// server when it is done with it.
package final class ServerProcess {
    package let address: ServerAddress
    package let processID: Int32
    private let log: String
    private var isRunning = true

    /// Starts the server and returns when it answers.
    ///
    /// - Parameters:
    ///   - folder: takes its database, blobs and log.
    ///   - options: more of `serve`.
    package init(
        binary: String, folder: String, options: [String] = []
    ) throws(BenchmarkError) {
        address = try ServerAddress.unusedLoopback()
        log = folder + "/server.log"
        processID = try ServerProcess.spawn(
            [
                // A path, also without a '/': nothing is looked for.
                binary.contains("/") ? binary : "./" + binary, "serve", "--listen",
                address.authority,
                "--db", folder + "/workshop.db", "--blobs", folder + "/blobs",
            ] + options, log: log)
        try waitUntilItAnswers()
    }

    deinit { if isRunning { end() } }

    /// Asks the server to end and waits until it has.
    ///
    /// - Throws: when it does not within ten seconds, or does not end with status 0.
    package func stop() throws(BenchmarkError) {
        kill(processID, SIGTERM)
        for _ in 0..<1_000 {
            if let status = exitStatus() {
                guard status == 0 else { throw endedEarly(status) }
                return
            }
            usleep(10_000)
        }
        end()
        throw .server("the server did not end within 10 s of SIGTERM")
    }

    private func end() {
        kill(processID, SIGKILL)
        waitpid(processID, nil, 0)
        isRunning = false
    }

    private func waitUntilItAnswers() throws(BenchmarkError) {
        for _ in 0..<750 {
            if let status = exitStatus() { throw endedEarly(status) }
            // Refused until it listens: what counts is the first time it is not.
            if let caller = try? Caller(address) {
                try caller.call(HTTPRequest.get("/status", at: address))
                return
            }
            try Moment.pause(seconds: 0.02)
        }
        throw .server("the server did not listen on \(address.authority) within 15 s")
    }

    /// The wait status once the server has ended.
    private func exitStatus() -> Int32? {
        var status: Int32 = 0
        guard waitpid(processID, &status, WNOHANG) == processID else { return nil }
        isRunning = false
        return status
    }

    private func endedEarly(_ status: Int32) -> BenchmarkError {
        // The log only explains; without it the status has to do.
        let said = (try? TextFile.read(log)).map { "; it said: \($0.suffix(500))" } ?? ""
        let how = status & 0x7f == 0 ? "with status \(status >> 8)" : "by signal \(status & 0x7f)"
        return .server("the server ended \(how)\(said)")
    }

    private static func spawn(_ arguments: [String], log: String) throws(BenchmarkError) -> pid_t {
        var attributes = posix_spawnattr_t()
        posix_spawnattr_init(&attributes)
        defer { posix_spawnattr_destroy(&attributes) }
        posix_spawnattr_setflags(
            &attributes,
            Int16(POSIX_SPAWN_SETPGROUP | POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF))
        posix_spawnattr_setpgroup(&attributes, 0)
        // What this process holds back or ignores is its own affair.
        var signals = sigset_t()
        sigemptyset(&signals)
        posix_spawnattr_setsigmask(&attributes, &signals)
        for number in [SIGINT, SIGTERM, SIGPIPE] { sigaddset(&signals, number) }
        posix_spawnattr_setsigdefault(&attributes, &signals)
        return try ChildProcess.spawn(
            arguments, environment: inheritedEnvironment(), log: log, attributes: &attributes)
    }

    /// The environment without what the server reads from it: defaults are measured.
    private static func inheritedEnvironment() -> [String] {
        let known = ["PORT", "HOST", "DB_PATH", "BLOBS_DIR"]
        var kept: [String] = []
        var next = environ
        while let entry = next.pointee {
            let text = String(cString: entry)
            let name = text.prefix { $0 != "=" }
            if !name.hasPrefix("WORKSHOP_"), !known.contains(String(name)) { kept.append(text) }
            next += 1
        }
        return kept
    }
}
