/// The variables that a child is started with: those of this process, and some of its own.
struct ChildEnvironment: Sendable {
    /// Each as `NAME=VALUE`, in any encoding.
    private(set) var entries: [[UInt8]]

    /// - Parameter inherited: taken as they are.
    init(_ inherited: [[UInt8]]) { entries = inherited }

    /// Sets a variable. A zero byte, which none can hold, is replaced by U+FFFD.
    mutating func set(_ name: String, _ value: String) {
        unset(name)
        let text = value.utf8.contains(0) ? value.replacingZeros : value
        entries.append(Array("\(name)=\(text)".utf8))
    }

    mutating func unset(_ name: String) {
        let beginning = Array("\(name)=".utf8)
        entries.removeAll { $0.starts(with: beginning) }
    }
}

extension String {
    fileprivate var replacingZeros: String {
        String(String.UnicodeScalarView(unicodeScalars.map { $0 == "\0" ? "\u{FFFD}" : $0 }))
    }
}
