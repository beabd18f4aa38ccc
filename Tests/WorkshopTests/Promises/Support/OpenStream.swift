import Foundation
import Testing

/// The two ways a stream is written.
enum StreamFormat: CaseIterable {
    case events
    case lines
}

/// A live stream over a plain connection, read on a thread that may block.
final class OpenStream {
    let format: StreamFormat
    /// Each whole message that came: the bytes of its line.
    private(set) var messages: [String] = []
    /// Whether the server ended it as HTTP ends a body.
    var endedCleanly: Bool { chunks.isComplete }
    private let connection: PlainConnection
    private var chunks = ChunkedBody()
    private var partial: [UInt8] = []

    /// Bytes that are still taken; what comes behind them is lost, as on a line that is cut.
    var limit: Int

    /// - Parameter cursor: the id after which it begins, given as each format has it.
    init(port: Int, _ format: StreamFormat, after cursor: String?, limit: Int = .max) throws {
        self.format = format
        self.limit = limit
        connection = try PlainConnection(port: port)
        switch format {
        case .events:
            let resume = cursor.map { ["Last-Event-ID: \($0)"] } ?? []
            try connection.send("GET", "/", headers: resume)
        case .lines:
            let since = cursor.map { "&since=\($0)" } ?? ""
            try connection.send("GET", "/?format=ndjson\(since)")
        }
        let (status, head) = try connection.head()
        try #require(status == 200, "\(head)")
        #expect(!head.lowercased().contains("workshop-gap"), "\(head)")
        take(chunks.decode(connection.takeReceived()))
    }

    /// Waits for more bytes.
    ///
    /// - Returns: no when the stream has ended or its limit is reached.
    func read() throws -> Bool {
        if chunks.isComplete || limit == 0 { return false }
        take(chunks.decode(try connection.receive()))
        return true
    }

    /// The messages that have come, which are not kept any longer.
    func takeMessages() -> [String] {
        defer { messages = [] }
        return messages
    }

    private func take(_ bytes: [UInt8]) {
        let content = bytes.prefix(limit)
        limit -= content.count
        partial += content
        guard let end = partial.lastIndex(of: UInt8(ascii: "\n")) else { return }
        switch format {
        case .lines:
            for line in partial[..<end].split(separator: UInt8(ascii: "\n")) {
                messages.append(String(decoding: line, as: UTF8.self))
            }
            partial.removeFirst(end + 1)
        case .events: takeEvents()
        }
    }

    /// An event counts once the blank line behind it has come.
    private func takeEvents() {
        let text = String(decoding: partial, as: UTF8.self)
        guard let end = text.range(of: "\n\n", options: .backwards) else { return }
        for block in text[..<end.lowerBound].components(separatedBy: "\n\n") {
            let lines = block.split(separator: "\n")
            #expect(!lines.contains("event: gap"), "\(block)")
            guard let data = lines.first(where: { $0.hasPrefix("data: ") }) else { continue }
            let message = String(data.dropFirst(6))
            #expect(lines.contains("id: \(messageID(message))"), "\(block)")
            messages.append(message)
        }
        partial = Array(text[end.upperBound...].utf8)
    }
}

/// The id of a message's line; it stands first.
func messageID(_ line: String) -> String {
    String(line.dropFirst(7).prefix { $0 != "\"" })
}

/// Where two runs of messages or ids part; `nil` when they do not.
func difference(_ found: [String], _ expected: [String]) -> String? {
    for (index, pair) in zip(found, expected).enumerated() where pair.0 != pair.1 {
        return "at \(index): '\(pair.0)' where '\(pair.1)' should be"
    }
    if found.count == expected.count { return nil }
    return "\(found.count) where \(expected.count) should be"
}
