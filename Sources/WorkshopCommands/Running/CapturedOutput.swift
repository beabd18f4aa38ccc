import WorkshopModel

/// What a command wrote to its standard output, as far as a task's result may hold it.
struct CapturedOutput: Sendable, Equatable {
    /// Bytes that are kept: those of a request.
    static let limit = Limits.jsonBody

    private(set) var bytes: [UInt8] = []
    /// Whether there was more.
    private(set) var isTooLarge = false

    mutating func append(_ more: some Collection<UInt8>) {
        guard !isTooLarge else { return }
        guard bytes.count + more.count <= CapturedOutput.limit else {
            isTooLarge = true
            bytes = []
            return
        }
        bytes.append(contentsOf: more)
    }

    enum Defect: Error, Equatable {
        case tooLarge
        case notText
    }

    /// The result: nothing is `{}`, JSON is itself, and everything else is a string without the
    /// line breaks at its end, as `$(…)` of a shell has it.
    func result() throws(Defect) -> JSONText {
        guard !isTooLarge else { throw .tooLarge }
        let whiteSpace: [UInt8] = [0x20, 0x09, 0x0A, 0x0D]
        if bytes.allSatisfy(whiteSpace.contains) { return .emptyObject }
        // What is no JSON is text.
        if let json = try? JSONText(parsing: bytes, depth: 1) { return json }
        let end = bytes.lastIndex { $0 != UInt8(ascii: "\n") } ?? 0
        guard let text = String(validating: bytes[...end], as: UTF8.self) else { throw .notText }
        return JSONText(string: text)
    }
}
