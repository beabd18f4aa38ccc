import Foundation

/// Commands and what they show, as a display of a manual page has them.
///
/// A line that begins with `$ ` is a command, `> ` goes on with it, and the lines below are what
/// the terminal shows then; none means that it does not matter. What a test needs beside that
/// stands in comments above the display, each `.\" WORD: TEXT`:
/// - `before` gives a command that is run before, several times if need be.
/// - `until` is a text after which the last command, which would go on for ever, is interrupted.
/// - `meanwhile` gives a command that is run when the last one follows the server.
///
/// In the tutorial, where all displays belong together:
/// - `terminal` names the terminal that is meant.
/// - `keeps` is a text after which the last command is left running; `-` is none.
/// - `shows` names a terminal, and what its command has shown by then.
/// - `ends` names a terminal whose command gets Ctrl-C before.
/// - `lines` gives a count, and a file that has so many lines by then.
struct Transcript {
    struct Step {
        var command: String
        var output: String
    }

    var remarks: [(word: String, text: String)] = []
    var steps: [Step] = []

    func texts(_ word: String) -> [String] {
        remarks.filter { $0.word == word }.map(\.text)
    }

    /// The remarks of a word that have two parts.
    func pairs(_ word: String) -> [(String, String)] {
        texts(word).map { text in
            let parts = text.split(separator: " ", maxSplits: 1)
            return (String(parts[0]), String(parts[1]))
        }
    }

    /// The displays that have commands, in their order.
    static func all(in source: String) -> [Transcript] {
        var found: [Transcript] = []
        var next = Transcript()
        var display: [String]?
        for line in source.split(separator: "\n", omittingEmptySubsequences: false) {
            if line.hasPrefix(".Bd -literal") {
                display = []
            } else if line == ".Ed" {
                next.add(display ?? [])
                if !next.steps.isEmpty { found.append(next) }
                next = Transcript()
                display = nil
            } else if display != nil {
                display?.append(plain(line))
            } else if let remark = line.wholeMatch(of: /\.\\" ([a-z]+): (.+)/) {
                next.remarks.append((String(remark.1), String(remark.2)))
            }
        }
        return found
    }

    private mutating func add(_ lines: [String]) {
        for line in lines {
            if line.hasPrefix("$ ") {
                steps.append(Step(command: String(line.dropFirst(2)), output: ""))
            } else if steps.isEmpty {
                return
            } else if line.hasPrefix("> ") {
                steps[steps.count - 1].command += "\n\(line.dropFirst(2))"
            } else {
                steps[steps.count - 1].output += "\(line)\n"
            }
        }
    }

    /// What a line shows once mdoc(7) has been read.
    private static func plain(_ line: Substring) -> String {
        var text = String(line)
        for (escape, character) in [
            ("\\&", ""), ("\\-", "-"), ("\\(aq", "'"), ("\\(ga", "`"), ("\\(ha", "^"),
            ("\\(ti", "~"), ("\\e", "\\"),
        ] { text = text.replacing(escape, with: character) }
        return text
    }

    /// A screen without colours, with all replaced that is another one every time.
    static func settled(_ screen: String) -> String {
        screen.replacing(/\u{1B}\[[0-9;]*m/, with: "")
            .replacing(/[0-7][0-9A-HJKMNP-TV-Z]{25}/, with: "<id>")
            .replacing(/[0-9a-f]{64}/, with: "<hash>")
            .replacing(/\d\d:\d\d:\d\d/, with: "<clock>")
            .replacing(/\d{10}\.\d{3}/, with: "<time>")
            .replacing(/just now|\d+s ago/, with: "<ago>")
            .replacing(/\ +/, with: " ").trimmingCharacters(in: .newlines)
    }
}
