extension String {
    /// The columns a terminal gives the text, which is inert.
    var displayWidth: Int {
        if utf8.allSatisfy({ $0 < 0x80 }) { return utf8.count }
        return reduce(0) { $0 + $1.displayWidth }
    }

    /// The text, cut to this many columns with `…` for what is left out.
    func cut(toWidth width: Int) -> String {
        guard displayWidth > width else { return self }
        var cut = ""
        var left = width - 1
        for character in self {
            left -= character.displayWidth
            if left < 0 { break }
            cut.append(character)
        }
        return cut + "…"
    }

    /// The text in lines of at most this many columns, each ending after a space where there is
    /// one in its second half, and wherever it must where there is none.
    ///
    /// - Parameter mostLines: where there are more, the rest is left out.
    func wrapped(toWidth width: Int, mostLines: Int = .max) -> [String] {
        var lines: [String] = []
        var rest = self[...]
        while lines.count < mostLines {
            var end = rest.startIndex
            var used = 0
            while end < rest.endIndex {
                used += rest[end].displayWidth
                // A character wider than the terminal has a line of its own.
                if used > width, end > rest.startIndex { break }
                end = rest.index(after: end)
            }
            guard end < rest.endIndex else { return lines + [String(rest)] }
            let half = rest.index(rest.startIndex, offsetBy: rest[..<end].count / 2)
            let space = rest[end] == " " ? end : rest[half..<end].lastIndex(of: " ")
            var line = rest[..<(space ?? end)]
            while line.last == " " { line.removeLast() }
            lines.append(String(line))
            rest = rest[(space ?? end)...]
            if space != nil { rest = rest.drop { $0 == " " } }
        }
        return lines
    }

    /// The text with spaces up to this many columns.
    func padded(toWidth width: Int, onLeft: Bool = false) -> String {
        let spaces = String(repeating: " ", count: max(0, width - displayWidth))
        return onLeft ? spaces + self : self + spaces
    }
}

extension Character {
    fileprivate var displayWidth: Int {
        guard let first = unicodeScalars.first else { return 0 }
        if first.isWide || unicodeScalars.contains("\u{FE0F}") { return 2 }
        switch first.properties.generalCategory {
        case .nonspacingMark, .enclosingMark, .format: return 0
        default: return 1
        }
    }
}

extension Unicode.Scalar {
    /// Wide or fullwidth by Unicode Standard Annex 11, in its large blocks, and what is shown as
    /// an emoji.
    fileprivate var isWide: Bool {
        switch value {
        case 0x1100...0x115F, 0x2E80...0x303E, 0x3041...0x33FF, 0x3400...0x4DBF,
            0x4E00...0x9FFF, 0xA000...0xA4CF, 0xA960...0xA97F, 0xAC00...0xD7A3,
            0xF900...0xFAFF, 0xFE10...0xFE19, 0xFE30...0xFE6F, 0xFF00...0xFF60,
            0xFFE0...0xFFE6, 0x17000...0x18CFF, 0x1B000...0x1B2FF, 0x20000...0x3FFFD:
            true
        default: properties.isEmojiPresentation
        }
    }
}
