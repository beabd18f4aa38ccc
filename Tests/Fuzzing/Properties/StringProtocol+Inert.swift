extension StringProtocol {
    /// Whether it is one line that does nothing to a terminal.
    var isInert: Bool {
        unicodeScalars.allSatisfy { scalar in
            switch scalar.properties.generalCategory {
            case .control, .format, .lineSeparator, .paragraphSeparator: false
            default: true
            }
        }
    }
}
