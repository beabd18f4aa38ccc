/// What a `Range` header asks of a file (RFC 9110 § 14).
enum ByteRange: Equatable {
    /// No range, or one of a form we do not serve: the whole file.
    case whole
    case part(Range<Int64>)
    case unsatisfiable

    /// One range of bytes is served; several, another unit and nonsense count as none.
    init(_ header: String?, size: Int64) {
        guard let header, header.lowercased().hasPrefix("bytes=") else {
            self = .whole
            return
        }
        let specification = header.dropFirst(6)
        let parts = specification.split(
            separator: "-", maxSplits: 1, omittingEmptySubsequences: false
        ).map { $0.drop { $0 == " " } }
        guard parts.count == 2, !specification.contains(",") else {
            self = .whole
            return
        }
        switch (ByteRange.number(parts[0]), ByteRange.number(parts[1])) {
        case (let first?, let last?) where first <= last:
            self = ByteRange.satisfy(first, last < .max ? last + 1 : .max, size)
        case (let first?, nil) where parts[1].isEmpty:
            self = ByteRange.satisfy(first, size, size)
        case (nil, let suffix?) where parts[0].isEmpty:
            self = suffix == 0 || size == 0 ? .unsatisfiable : .part(max(0, size - suffix)..<size)
        default: self = .whole
        }
    }

    private static func satisfy(_ first: Int64, _ end: Int64, _ size: Int64) -> ByteRange {
        first < size ? .part(first..<min(end, size)) : .unsatisfiable
    }

    /// Digits only; what is too large for 64 bits is as large as can be.
    private static func number(_ text: Substring) -> Int64? {
        guard !text.isEmpty, text.utf8.allSatisfy({ (0x30...0x39).contains($0) }) else {
            return nil
        }
        return Int64(text) ?? .max
    }
}
