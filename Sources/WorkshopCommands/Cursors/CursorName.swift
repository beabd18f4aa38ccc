import Arguments

/// What a reader calls the place where it stopped; also the name of a file.
struct CursorName: Sendable, Hashable {
    /// Bytes; a name is for people to type.
    static let longest = 64

    let text: String

    /// `nil` for anything but letters, digits, `.`, `_` and `-` of ASCII, the first of them no
    /// `.` and no `-`, so that no name leads out of its folder, hides or looks like an option.
    init?(_ text: String) {
        let isPlain = text.utf8.allSatisfy { byte in
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                UInt8(ascii: "0")...UInt8(ascii: "9"):
                true
            default: ".-_".utf8.contains(byte)
            }
        }
        guard isPlain, let first = text.first, first != ".", first != "-",
            text.utf8.count <= CursorName.longest
        else { return nil }
        self.text = text
    }
}

extension ValueSyntax where Value == CursorName {
    static var cursorName: Self {
        Self { text throws(InvalidValue) in
            guard let name = CursorName(text) else {
                throw InvalidValue(
                    "expected at most \(CursorName.longest) letters, digits, '.', '_' and '-', "
                        + "beginning with none of '.' and '-'")
            }
            return name
        }
    }
}
