import Testing
import WorkshopModel

extension RunningServer {
    /// Publishes a text; answers the message's id.
    @discardableResult
    func say(
        _ text: String, in channel: String = "general", type: String = "msg.text",
        arguments: [String] = []
    ) async throws -> String {
        let outcome = try await run(["pub", channel, type, "--text", text] + arguments)
        return try #require(try outcome.json()["id"]?.string, "\(outcome.errors)")
    }

    /// Publishes JSON bodies, one a line, over one connection.
    func say(
        lines: some Sequence<String>, in channel: String, type: String = "msg.text"
    ) async throws {
        let text = lines.map { $0 + "\n" }.joined()
        let outcome = try await run(
            ["pub", channel, type, "--lines"], input: .bytes(Array(text.utf8)))
        #expect(outcome.exit == .status(0), "\(outcome.errors)")
    }

    func say(numbers: Range<Int>, in channel: String = "load") async throws {
        try await say(lines: numbers.map { "{\"text\":\"number \($0)\"}" }, in: channel)
    }

    /// Makes a task; answers its id.
    func makeTask(_ title: String, arguments: [String] = []) async throws -> String {
        let outcome = try await run(["task", "create", title] + arguments)
        return try #require(try outcome.json()["id"]?.string, "\(outcome.errors)")
    }
}
