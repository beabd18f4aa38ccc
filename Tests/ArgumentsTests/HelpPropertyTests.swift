import Testing

@testable import Arguments

@Suite struct HelpPropertyTests {
    @Test("no line of any page is wider than asked, unless one word is", arguments: 0..<100)
    func width(seed: UInt64) {
        var source = DescriptionSource(seed: seed)
        let path = CommandPath(root: source.command(depth: 2))
        for width in [Int.min, 0, 1, 20, 33, 50, 80, 132, Int.max] {
            for line in path.help(width: width).split(separator: "\n") where line.count > width {
                #expect(Self.isOneWord(line), "\(width): '\(line)'")
            }
        }
    }

    /// Whether a line holds nothing that could stand on a line below: one word, maybe beside a
    /// label, a comment sign or the name of a note.
    private static func isOneWord(_ line: Substring) -> Bool {
        let text = line.split(separator: "  ").last ?? ""
        var words = text.split(separator: " ")[...]
        if let first = words.first, ["#", "[env:", "[default:"].contains(first) {
            words.removeFirst()
        }
        return words.count == 1
    }

    @Test("no line of any page ends in a space, and a page ends in one newline", arguments: 0..<50)
    func trailingSpace(seed: UInt64) {
        var source = DescriptionSource(seed: seed)
        let page = CommandPath(root: source.command(depth: 2)).help()
        #expect(!page.contains(" \n"))
        #expect(!page.contains("\n\n\n"))
        #expect(page.hasSuffix("\n") && !page.hasSuffix("\n\n"))
    }

    @Test("any words are parsed or refused, and reading them never traps", arguments: 0..<100)
    func parsing(seed: UInt64) {
        var source = DescriptionSource(seed: seed)
        let pool = [
            "send", "watch", "job", "run", "crew", "beat", "shell", "bash", "-", "--", "---", "-v",
            "-h", "-vq", "-n", "-n5", "--count", "--count=", "--sync=full", "--url", "--=", "",
            "-5", "\u{301}", "-\u{301}", "--\u{301}=\u{301}", "north",
        ]
        for _ in 0..<50 {
            let words = (0..<source.number(below: 8)).map { _ in source.element(of: pool) }
            guard let error = Depot.error(words) else { continue }
            #expect(!error.message.isEmpty && !error.message.hasSuffix("."), "\(words)")
        }
    }
}
