import Foundation
import Testing

@testable import WorkshopCommands

@Suite struct InputLinesTests {
    private func lines(_ text: String, limit: Int = 8) throws -> [InputLines.Line] {
        let ends = try Plumbing.pipe()
        Thread.detachNewThread {
            _ = write(ends.write, text, text.utf8.count)
            close(ends.write)
        }
        defer { close(ends.read) }
        var lines = InputLines(Input(descriptor: ends.read), limit: limit)
        var found: [InputLines.Line] = []
        while let line = try lines.next() {
            found.append(line)
            if line == .tooLong { break }
        }
        return found
    }

    @Test(arguments: [
        ("", []), ("a", ["a"]), ("a\n", ["a"]), ("a\nb", ["a", "b"]), ("\n\na\n", ["", "", "a"]),
        ("12345678\n12345678", ["12345678", "12345678"]),
    ])
    func `lines end with a line break or the end`(_ text: String, _ expected: [String]) throws {
        #expect(try lines(text) == expected.map { .line(Array($0.utf8)) })
    }

    @Test(arguments: [9, 100_000], ["", "\n"])
    func `a line over the limit is told, not cut`(_ length: Int, _ end: String) throws {
        let text = "ok\n" + String(repeating: "x", count: length) + end
        #expect(try lines(text) == [.line(Array("ok".utf8)), .tooLong])
    }
}
