/// Names with their values, one under the other, the values aligned, and wrapped between words
/// where the terminal ends.
struct FieldList {
    private var fields: [(name: String, value: String)] = []

    /// - Parameter value: anybody's; it is made inert here. A field without one is left out.
    mutating func add(_ name: String, _ value: String?) {
        if let value { fields.append((name, value.inert)) }
    }

    /// All lines, without the last line break.
    func text(_ style: TextStyle) -> String {
        let width = fields.reduce(0) { max($0, $1.name.displayWidth) }
        let indent = String(repeating: " ", count: width + 2)
        return fields.map { field in
            let lines = field.value.wrapped(toWidth: max(20, style.columns - width - 2))
            return style.paint(field.name.padded(toWidth: width), .dim) + "  "
                + lines.joined(separator: "\n\(indent)")
        }.joined(separator: "\n")
    }
}
