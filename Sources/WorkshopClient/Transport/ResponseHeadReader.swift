/// Puts the head of an answer together from its header lines.
///
/// Interim answers (100 Continue) come as heads of their own and are forgotten.
struct ResponseHeadReader: Sendable {
    /// Bytes of all header lines of one answer; four times what our server accepts itself.
    static let limit = 65_536

    private var head: ResponseHead?
    private var size = 0

    enum Progress: Sendable, Equatable {
        case more
        case complete(ResponseHead)
        case tooLarge
    }

    /// Takes one line, its line break included.
    mutating func take(line: UnsafeRawBufferPointer) -> Progress {
        size += line.count
        guard size <= ResponseHeadReader.limit else { return .tooLarge }
        let text = String(decoding: line, as: UTF8.self).trimmingSpace()
        if text.hasPrefix("HTTP/") {
            begin(text)
        } else if text.isEmpty {
            if let head, head.status >= 200 { return .complete(head) }
        } else if let colon = text.firstIndex(of: ":") {
            head?.headers.append(
                (
                    name: text[..<colon].lowercased(),
                    value: String(text[text.index(after: colon)...]).trimmingSpace()
                ))
        }
        return .more
    }

    private mutating func begin(_ statusLine: String) {
        let parts = statusLine.split(separator: " ", maxSplits: 2)
        // The carrier has refused a status that is no number by now.
        let status = parts.count > 1 ? Int(parts[1]) ?? 0 : 0
        head = ResponseHead(status: status, reason: parts.count > 2 ? String(parts[2]) : "")
        size = 0
    }
}

extension String {
    fileprivate func trimmingSpace() -> String {
        let isSpace: (Unicode.Scalar) -> Bool = { $0.value <= 0x20 }
        let start = unicodeScalars.drop(while: isSpace)
        guard let last = start.lastIndex(where: { !isSpace($0) }) else { return "" }
        return String(start[...last])
    }
}
