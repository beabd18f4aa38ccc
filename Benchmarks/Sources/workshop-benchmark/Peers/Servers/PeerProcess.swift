import Glibc
import WorkshopBench

/// A server that was started, its configuration and data in a folder of its own. Ended with its
/// owner if it has not been stopped.
final class PeerProcess {
    let address: ServerAddress
    private let processID: pid_t
    private let name: String
    private let log: String
    private var isRunning = true

    private static let environment = [
        "PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin", "USER=bench",
    ]

    /// Starts the server on a free port; returns before it listens.
    init(_ server: any PeerServer, folder: String) throws(BenchmarkError) {
        address = try ServerAddress.unusedLoopback()
        let port = address.authority.drop { $0 != ":" }.dropFirst()
        let place = PeerPlace(port: String(port), folder: folder)
        if let text = server.configuration(at: place) {
            try TextFile.write(text, to: place.configurationPath)
        }
        let words = server.command(at: place)
        name = words[0]
        log = folder + "/server.log"
        processID = try ChildProcess.spawn(
            words, environment: PeerProcess.environment, log: log)
    }

    deinit {
        guard isRunning else { return }
        // A master that is killed would leave its workers behind: it is asked first.
        kill(processID, SIGTERM)
        for _ in 0..<300 {
            if waitpid(processID, nil, WNOHANG) != 0 { return }
            usleep(10_000)
        }
        kill(processID, SIGKILL)
        waitpid(processID, nil, 0)
    }

    /// The server's process and those that it has started.
    func meters() throws(BenchmarkError) -> [ProcessMeter] {
        let path = "/proc/\(processID)/task/\(processID)/children"
        let children = try TextFile.read(path).split { $0 == " " || $0 == "\n" }
            .compactMap { Int32($0) }
        return ([processID] + children).map { ProcessMeter(processID: $0) }
    }

    /// Asks until there is an answer.
    ///
    /// - Parameter pause: seconds between two attempts.
    func waitUntilItAnswers(_ question: Opening, pause: Double) throws(BenchmarkError) {
        let deadline = Moment.now + 60
        while Moment.now < deadline {
            try checkThatItRuns()
            // Refused until it listens, and broken off or refused while it loads.
            if (try? ask(question)) != nil { return }
            try Moment.pause(seconds: pause)
        }
        throw .server("\(name) did not answer within 60 s")
    }

    private func ask(_ question: Opening) throws(BenchmarkError) {
        try Connection(address, receiving: .blocks).greet(with: question)
    }

    /// Asks the server to end and waits until it has.
    func stop() throws(BenchmarkError) {
        kill(processID, SIGTERM)
        for _ in 0..<3_000 {
            if waitpid(processID, nil, WNOHANG) == processID {
                isRunning = false
                return
            }
            usleep(10_000)
        }
        throw .server("\(name) did not end within 30 s of SIGTERM")
    }

    private func checkThatItRuns() throws(BenchmarkError) {
        guard waitpid(processID, nil, WNOHANG) == processID else { return }
        isRunning = false
        // The log only explains; without it the name has to do.
        let said = (try? TextFile.read(log)).map { "; it said: \($0.suffix(500))" } ?? ""
        throw .server("\(name) ended before it answered\(said)")
    }
}
