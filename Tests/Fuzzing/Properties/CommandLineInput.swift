/// A command line and its variables, as an input tells them.
struct CommandLineInput {
    private(set) var words: [String] = []
    private(set) var environment: [String: String] = [:]

    /// - Parameter input: a line for each word; `$NAME=VALUE` is a variable instead.
    init(_ input: [UInt8]) {
        for line in input.lines {
            guard line.utf8.first == UInt8(ascii: "$") else {
                words.append(line)
                continue
            }
            let name = line.utf8.dropFirst().prefix { $0 != UInt8(ascii: "=") }
            let value = line.utf8[name.endIndex...].dropFirst()
            environment[String(Substring(name))] = String(Substring(value))
        }
    }

    /// Whether a value is a word, its end, or a part of a variable, byte for byte.
    func holds(_ value: String) -> Bool {
        let bytes = Array(value.utf8)
        return words.contains { $0.utf8.suffix(bytes.count).elementsEqual(bytes) }
            || environment.values.contains { text in
                text.utf8.indices.contains { text.utf8[$0...].starts(with: bytes) }
            }
    }
}
