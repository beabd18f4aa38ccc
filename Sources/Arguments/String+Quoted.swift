extension String {
    /// The text between single quotes for an error message: control and format characters as
    /// escapes, and no more than 80 characters of it, because a body may be megabytes long.
    var quoted: String {
        var shown = String.UnicodeScalarView()
        var remaining = 80
        for scalar in unicodeScalars {
            guard remaining > 0 else {
                shown.append(contentsOf: "...".unicodeScalars)
                break
            }
            remaining -= 1
            switch scalar.properties.generalCategory {
            case .control, .format, .lineSeparator, .paragraphSeparator:
                shown.append(contentsOf: scalar.escaped(asASCII: true).unicodeScalars)
            default:
                shown.append(scalar)
            }
        }
        return "'\(String(shown))'"
    }
}
