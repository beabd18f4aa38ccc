extension String {
    /// The text as a terminal may get it from strangers: control characters, line breaks and
    /// those that turn the direction or hide are shown as JSON escapes, and never sent.
    var inert: String {
        if utf8.allSatisfy({ (0x20..<0x7F).contains($0) }) { return self }
        var shown = String.UnicodeScalarView()
        for scalar in unicodeScalars {
            if scalar.isInert {
                shown.append(scalar)
            } else {
                shown.append(contentsOf: scalar.escape.unicodeScalars)
            }
        }
        return String(shown)
    }
}

extension Unicode.Scalar {
    fileprivate var isInert: Bool {
        switch properties.generalCategory {
        case .control, .lineSeparator, .paragraphSeparator: false
        // The joiners make emoji and letters of many scripts; the others show nothing or turn
        // what follows.
        case .format: value == 0x200C || value == 0x200D
        default: true
        }
    }

    fileprivate var escape: String {
        switch self {
        case "\n": return "\\n"
        case "\r": return "\\r"
        case "\t": return "\\t"
        default:
            let digits = String(value, radix: 16)
            guard digits.count <= 4 else { return "\\u{\(digits)}" }
            return "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
        }
    }
}
