import Foundation
import WorkshopModel

/// What Foundation's JSON reader makes of bytes, foretold by ours and the rules in which the two
/// differ.
struct FoundationReading {
    /// Where Foundation does otherwise than RFC 8259 says or demands.
    enum Difference: CaseIterable, Hashable {
        /// It skips a byte order mark, which § 8.1 allows a reader; we take text that begins with
        /// one for the sender's mistake.
        case byteOrderMark
        /// It reads UTF-16 and UTF-32, which RFC 8259 has no more, and tells them by their zeros.
        case otherEncoding
        /// It takes `[1,]` and `{"a":1,}`, which no grammar of JSON has.
        case trailingComma
        /// It reads 512 levels; we read as many as jq does.
        case deeper
        /// It refuses an escape of half a character, which § 8.2 allows: it must make a String of
        /// it, and we keep what was written.
        case loneSurrogate
        /// It refuses a number that no Double holds, which § 6 allows: it must make a number of
        /// it, and we keep what was written. One whose member is overwritten it does not look at.
        case numberRange
    }

    private(set) var accepts = false
    /// The rules that the bytes are a case of.
    private(set) var differences: Set<Difference> = []

    private static let depth = 512

    init(_ bytes: [UInt8]) {
        var bytes = bytes
        guard decode(&bytes) else { return }
        dropTrailingCommas(&bytes)
        // A refusal is the answer `nil`.
        guard let json = try? JSONText(parsing: bytes, maximumDepth: Self.depth) else { return }
        if (try? JSONText(parsing: bytes)) == nil { differences.insert(.deeper) }
        if json.text.hasLoneSurrogate { differences.insert(.loneSurrogate) }
        if json.hasNumberBeyondDouble { differences.insert(.numberRange) }
        accepts = differences.isDisjoint(with: [.loneSurrogate, .numberRange])
    }

    /// Makes UTF-8 without a mark of the bytes; `false` where they are none in the encoding that
    /// their beginning tells.
    private mutating func decode(_ bytes: inout [UInt8]) -> Bool {
        let (encoding, mark) = Self.encoding(of: bytes)
        if mark > 0 { differences.insert(.byteOrderMark) }
        bytes.removeFirst(mark)
        guard encoding != .utf8 else { return true }
        differences.insert(.otherEncoding)
        guard let text = String(data: Data(bytes), encoding: encoding) else { return false }
        bytes = Array(text.utf8)
        return true
    }

    /// The encoding, and the length of the mark that tells it; without one, zeros among the first
    /// bytes do.
    private static func encoding(of bytes: [UInt8]) -> (String.Encoding, mark: Int) {
        if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { return (.utf8, 3) }
        if bytes.starts(with: [0x00, 0x00, 0xFE, 0xFF]) { return (.utf32BigEndian, 4) }
        if bytes.starts(with: [0xFF, 0xFE, 0x00, 0x00]) { return (.utf32LittleEndian, 4) }
        if bytes.starts(with: [0xFE, 0xFF]) { return (.utf16BigEndian, 2) }
        if bytes.starts(with: [0xFF, 0xFE]) { return (.utf16LittleEndian, 2) }
        let zeros = bytes.prefix(4).map { $0 == 0 }
        switch zeros.count {
        case 4:
            if zeros == [true, true, true, false] { return (.utf32BigEndian, 0) }
            if zeros == [false, true, true, true] { return (.utf32LittleEndian, 0) }
            if zeros == [true, false, true, false] { return (.utf16BigEndian, 0) }
            return (zeros == [false, true, false, true] ? .utf16LittleEndian : .utf8, 0)
        case 2...3:
            if zeros[0] { return (.utf16BigEndian, 0) }
            return (zeros[1] ? .utf16LittleEndian : .utf8, 0)
        default: return (.utf8, 0)
        }
    }

    /// Drops each comma that has a value before it and a closing bracket behind it.
    private mutating func dropTrailingCommas(_ bytes: inout [UInt8]) {
        var kept: [UInt8] = []
        var isInString = false
        var isEscaped = false
        /// Where the last byte that is no white space stands, and the one before.
        var (last, before): (Int?, Int?)
        for byte in bytes {
            if isInString {
                isInString = isEscaped || byte != UInt8(ascii: "\"")
                isEscaped = !isEscaped && byte == UInt8(ascii: "\\")
            } else {
                isInString = byte == UInt8(ascii: "\"")
            }
            if !isInString, "]}".utf8.contains(byte), let last, kept[last] == UInt8(ascii: ","),
                let before, !"[{,:".utf8.contains(kept[before])
            {
                kept.remove(at: last)
                differences.insert(.trailingComma)
            }
            kept.append(byte)
            if !" \t\r\n".utf8.contains(byte) { (before, last) = (last, kept.count - 1) }
        }
        bytes = kept
    }
}

extension String {
    /// Whether JSON has an escape of half a character in one of its strings.
    fileprivate var hasLoneSurrogate: Bool {
        guard utf8.contains(UInt8(ascii: "\\")) else { return false }
        return replacing(#/\\[^u]/#, with: "")
            .replacing(#/\\u[dD][89abAB]..\\u[dD][c-fC-F]../#, with: "")
            .contains(#/\\u[dD][89a-fA-F]/#)
    }
}

extension JSONText {
    /// Whether a number in it is as good as infinite, overwritten members aside.
    fileprivate var hasNumberBeyondDouble: Bool {
        if let number { return number.isInfinite }
        let members = Dictionary(members ?? []) { _, last in last }
        return (elements ?? Array(members.values)).contains { $0.hasNumberBeyondDouble }
    }
}
