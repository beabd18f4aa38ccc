/// Names with their values, one a line, the values aligned.
struct FieldList {
    private var fields: [(name: String, value: String)] = []

    /// - Parameter value: anybody's; it is made inert here. A field without one is left out.
    mutating func add(_ name: String, _ value: String?) {
        if let value { fields.append((name, value.inert)) }
    }

    /// All lines, without the last line break.
    func text(_ style: TextStyle) -> String {
        let width = fields.reduce(0) { max($0, $1.name.displayWidth) }
        return fields.map { field in
            style.paint(field.name.padded(toWidth: width), .dim) + "  " + field.value
        }.joined(separator: "\n")
    }
}
