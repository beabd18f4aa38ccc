@preconcurrency import Glibc
import WorkshopClient
import WorkshopModel

/// Everything a command sees of the world but the network and files: given from outside, so that
/// a test can run any command in its own process.
struct Surroundings: Sendable {
    /// The words after the program's name; a failure when one of them is no text.
    var arguments: Result<[String], CommandFailure>
    var environment: [String: String]
    var input: Input
    var output: Output
    var errors: Output
    /// The wall clock.
    var now: @Sendable () -> Timestamp
    var userName: String
    var hostName: String
    /// `nil` for an account that has none.
    var homeFolder: String?
    /// How long a request that is safe to repeat is repeated.
    var retryPatience: Duration
    /// Returns when the process is asked to end.
    var termination: @Sendable () async -> Void
    /// The signals that ask the process to end, as they come; after so many the next one ends it.
    var signals: @Sendable (_ atMost: Int) -> AsyncStream<Int32>
    /// The variables of the process, each as `NAME=VALUE`, for a child.
    var inheritedVariables: @Sendable () -> [[UInt8]]
    /// Ends the process by SIGPIPE once nobody reads this output any more, after the last thing
    /// there is to do.
    var endWithReader: @Sendable (Output, _ last: @escaping @Sendable () -> Void) -> Void
}

extension Surroundings {
    /// Those of this process.
    ///
    /// - Parameter closed: the standard descriptors that were closed when it began.
    static func ofProcess(closed: Set<Int32>) -> Surroundings {
        let environment = processEnvironment
        return Surroundings(
            arguments: processArguments, environment: environment, input: Input(descriptor: 0),
            output: Output(
                descriptor: 1, name: "standard output", isClosed: closed.contains(1)),
            errors: Output(descriptor: 2, name: "standard error"), now: { SystemClock.now },
            userName: environment["USER"] ?? environment["LOGNAME"] ?? accountName,
            hostName: processHostName, homeFolder: environment["HOME"] ?? accountFolder,
            retryPatience: RetryPolicy().patience, termination: {},
            signals: { _ in AsyncStream { _ in } },
            inheritedVariables: { processVariables },
            endWithReader: { ReaderWatch.start(on: $0, $1) })
    }

    private static var processArguments: Result<[String], CommandFailure> {
        var words: [String] = []
        for position in 1..<max(1, Int(CommandLine.argc)) {
            guard let word = CommandLine.unsafeArgv[position],
                let text = String(validatingCString: word)
            else { return .failure(.argumentIsNoText(position: position)) }
            words.append(text)
        }
        return .success(words)
    }

    /// Variables that are no text are left out: nothing here could name what they hold.
    private static var processEnvironment: [String: String] {
        var environment: [String: String] = [:]
        var next = environ
        while let entry = next.pointee {
            next += 1
            guard let text = String(validatingCString: entry),
                let equals = text.utf8.firstIndex(of: UInt8(ascii: "="))
            else { continue }
            let value = text[text.utf8.index(after: equals)...]
            if !value.isEmpty { environment[String(text[..<equals])] = String(value) }
        }
        return environment
    }

    private static var processVariables: [[UInt8]] {
        var entries: [[UInt8]] = []
        var next = environ
        while let entry = next.pointee {
            next += 1
            // The process' own business.
            if strcmp(entry, ThreadPriorityLog.entry) == 0 { continue }
            let bytes = UnsafeRawBufferPointer(start: entry, count: strlen(entry))
            entries.append(Array(bytes))
        }
        return entries
    }

    /// The name of the account; its number where it has none.
    private static var accountName: String {
        guard let account = getpwuid(geteuid()), let name = account.pointee.pw_name,
            let text = String(validatingCString: name), !text.isEmpty
        else { return "uid\(geteuid())" }
        return text
    }

    private static var accountFolder: String? {
        getpwuid(geteuid())?.pointee.pw_dir.flatMap { String(validatingCString: $0) }
    }

    private static var processHostName: String {
        var buffer = [CChar](repeating: 0, count: 256)
        guard gethostname(&buffer, buffer.count - 1) == 0 else { return "localhost" }
        return String(validating: buffer.prefix { $0 != 0 }, as: UTF8.self) ?? "localhost"
    }
}
