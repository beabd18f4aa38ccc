import Arguments
import Glibc
import Synchronization
import WorkshopBench
import WorkshopClient
import WorkshopModel

/// One run of a `bench` command: against the server that was named, or one of its own in a
/// temporary folder, which is gone with all it wrote when this has returned or thrown.
struct BenchRun: Sendable {
    private let invocation: Invocation
    /// The server that was named.
    private let url: String?
    /// Tells this run's messages, tasks and files from those of any other.
    let identifier = UInt64.random(in: .min ... .max)
    private let signal = SignalNote()

    /// Figures, and where they were got.
    struct Measured<Figures: Sendable>: Sendable {
        let figures: Figures
        let url: String
    }

    init(_ invocation: Invocation) {
        self.invocation = invocation
        url = invocation.parsed.option(SharedOptions.url.name).string
    }

    /// Whether others may use the same server.
    var isShared: Bool { url != nil }

    /// In whose name everything is done.
    var sender: AgentName {
        let digits = String(UInt32(truncatingIfNeeded: identifier), radix: 16)
        return AgentName(
            unchecked: "bench." + String(repeating: "0", count: 8 - digits.count) + digits)
    }

    /// Loads the server on a thread of its own.
    ///
    /// - Parameters:
    ///   - deed: what is about to be done to a server that is somebody's.
    ///   - options: of a server of its own.
    func measure<Figures: Sendable>(
        _ deed: String, options: [String] = [],
        _ load: @escaping @Sendable (ServerUnderTest) throws(BenchmarkError) -> Figures
    ) async throws -> Measured<Figures> {
        let address = try await checkedURL()
        invocation.remark(
            address.map { "\(deed), on \($0)" }
                ?? "loading a server of its own, which is removed afterwards")
        let listening = Task { [signal] in
            // A server of its own must not outlive this process, so that only ends in order.
            for await number in invocation.surroundings.signals(address == nil ? .max : 1) {
                signal.note(number)
                Interruption.happen()
            }
        }
        defer { listening.cancel() }
        let result = try await BenchThread.run { () throws(BenchmarkError) in
            try OpenFiles.raiseLimit()
            guard let address else { return try BenchRun.loadOwn(options, load) }
            let server = ServerUnderTest(
                address: try ServerAddress(url: address), meter: nil, folder: nil)
            return Measured(figures: try load(server), url: address)
        }
        do throws(BenchmarkError) {
            return try result.get()
        } catch {
            throw failure(error)
        }
    }

    /// What ended the run, as the command's own end.
    func failure(_ error: BenchmarkError) -> any Error {
        if case .interrupted = error, let number = signal.number {
            return PassedOn(ending: .signal(number))
        }
        return error
    }

    /// The server that was named, if it answers; what is wrong with it is said as by every other
    /// command.
    private func checkedURL() async throws -> String? {
        guard url != nil else { return nil }
        let workshop = try invocation.workshop()
        let text = "\(workshop.address)"
        guard !text.hasPrefix("https:") else {
            throw invocation.parsed.usageError(
                "the load goes over plain HTTP, and '\(text.inert)' is not",
                hint: "name the server behind the proxy, or leave '--url' out")
        }
        _ = try await workshop.status()
        return text
    }

    private static func loadOwn<Figures: Sendable>(
        _ options: [String],
        _ load: (ServerUnderTest) throws(BenchmarkError) -> Figures
    ) throws(BenchmarkError) -> Measured<Figures> {
        let folder = try TemporaryFolder(in: TemporaryFolder.defaultParent)
        let process = try ServerProcess(
            binary: "/proc/self/exe", folder: folder.path, options: options)
        let result = Result { () throws(BenchmarkError) in
            try load(
                ServerUnderTest(
                    address: process.address, meter: ProcessMeter(processID: process.processID),
                    folder: folder.path))
        }
        // It has ended before its folder goes.
        try process.stop()
        return Measured(figures: try result.get(), url: process.address.url)
    }
}
