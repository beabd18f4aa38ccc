import Foundation
import Synchronization
import Testing

/// A shell that takes one command after another, as a person at a terminal would give them.
///
/// What the commands print comes out of one terminal of 66 columns, so that it fits a page of the
/// manual. Their standard input is empty.
final class ShellSession: Sendable {
    struct Answer: Equatable {
        var status: Int32
        var output: String
    }

    private let shell: Child
    private let script: FileHandle
    /// Commands given so far.
    private let started = Atomic(0)
    /// Stands before and after the status of each command in what the terminal shows.
    private static let mark: Character = "\u{1E}"

    /// A shell in a server's folder, in the name of ada.lab.
    convenience init(with server: RunningServer) async throws {
        try await self.init(
            in: server.folder, url: server.url, environment: ["AGENT_ID": "ada.lab"])
    }

    /// - Parameters:
    ///   - environment: beside that of every test.
    ///   - patience: seconds after which all is killed, so that no test hangs.
    init(
        in folder: Folder, url: String, environment: [String: String] = [:], patience: Double = 50
    ) async throws {
        // Not standard input, of which a command could take what comes after it.
        let path = folder.file(".script-\(UUID().uuidString)")
        try #require(mkfifo(path, 0o600) == 0)
        let binaries = URL(filePath: Binary.path).deletingLastPathComponent().path
        // A session of its own, so that all it starts can be ended together.
        shell = try Child(
            ["/bin/bash", path], of: "/usr/bin/setsid",
            environment: [
                "PATH": "\(binaries):/usr/bin:/bin", "WORKSHOP_URL": url,
                "NO_COLOR": "1", "HOME": folder.path,
                "HOST": "127.0.0.1", "PORT": "0",
            ].merging(environment) { $1 },
            output: .terminal, errors: .terminal, folder: folder.path,
            patience: patience)
        // Opened for reading too, so that nobody waits for the shell to open its end.
        script = try #require(FileHandle(forUpdatingAtPath: path))
        DispatchQueue.global().asyncAfter(deadline: .now() + patience) { [weak self] in self?.end()
        }
        _ = try await run("stty cols 66 <&1")
    }

    deinit { end() }

    /// Everything that was shown, the marks between commands left out.
    var shown: String {
        shell.output.text.replacing(/\u{1E}\d+\u{1E}\r\n/, with: "").replacing("\r\n", with: "\n")
    }

    /// Runs a command to its end.
    func run(_ command: String) async throws -> Answer {
        try start(command)
        return try await answer()
    }

    /// Gives the shell a command without waiting for its end.
    func start(_ command: String) throws {
        started.add(1, ordering: .relaxed)
        let mark = #"{ s=$?; printf '\036%d\036\n' $s; (exit $s); }"#
        try script.write(contentsOf: Data("\(command)\n\(mark)\n".utf8))
    }

    /// Waits until the last command shows something.
    func waits(for text: String) async throws {
        let marks = 2 * (started.load(ordering: .relaxed) - 1)
        let hasCome = await shell.output.waits { shown in
            let parts = shown.split(separator: Self.mark, omittingEmptySubsequences: false)
            return parts.dropFirst(marks).contains { $0.contains(text) }
        }
        try #require(hasCome, "'\(text)' did not come, but: \(shown)")
    }

    /// Waits until the last command has ended.
    @discardableResult
    func answer() async throws -> Answer {
        let marks = 2 * started.load(ordering: .relaxed)
        let hasEnded = await shell.output.waits { $0.count { $0 == Self.mark } >= marks }
        try #require(hasEnded, "the shell ended: \(shown)")
        let parts = shell.output.text.split(separator: Self.mark, omittingEmptySubsequences: false)
        let output = parts[marks - 2].drop { $0.isNewline && marks > 2 }
        return Answer(
            status: Int32(parts[marks - 1]) ?? -1,
            output: String(output).replacing("\r\n", with: "\n"))
    }

    /// Sends a signal to the command that runs.
    func stopCommand(_ signal: Int32) {
        let path = "/proc/\(shell.identifier)/task/\(shell.identifier)/children"
        let children = (try? String(contentsOfFile: path, encoding: .utf8)) ?? ""
        for child in children.split(separator: " ") { kill(pid_t(child) ?? 0, signal) }
    }

    /// Kills the shell and all that it has started.
    private func end() {
        kill(-shell.identifier, SIGKILL)
        shell.send(SIGKILL)
    }
}
