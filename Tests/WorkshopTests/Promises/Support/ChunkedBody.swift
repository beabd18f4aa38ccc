/// Takes a chunked body apart as it comes, wherever the bytes are cut.
struct ChunkedBody {
    /// The last chunk has come: the sender ended it and was not cut off.
    private(set) var isComplete = false
    private var line: [UInt8] = []
    /// Bytes of the chunk that are still to come, with the line break behind it.
    private var remaining = 0

    mutating func decode(_ bytes: some Collection<UInt8>) -> [UInt8] {
        var content: [UInt8] = []
        var rest = Array(bytes)[...]
        while !rest.isEmpty, !isComplete {
            if remaining > 0 {
                let taken = min(rest.count, remaining)
                content += rest.prefix(max(0, min(taken, remaining - 2)))
                remaining -= taken
                rest = rest.dropFirst(taken)
                continue
            }
            let byte = rest.removeFirst()
            line.append(byte)
            if byte == UInt8(ascii: "\n") { endLine() }
        }
        return content
    }

    private mutating func endLine() {
        let text = String(decoding: line.dropLast(2), as: UTF8.self)
        line = []
        guard let size = Int(text, radix: 16) else { return }
        if size == 0 { isComplete = true } else { remaining = size + 2 }
    }
}
