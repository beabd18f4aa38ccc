import Glibc

/// Files of one size that differ from each other, and from those of every other run, at their
/// beginning only: any part of one is made and compared without holding it whole.
struct FilePattern {
    let size: Int
    private let run: UInt64
    private static let block: [UInt8] = {
        // Xorshift: nothing that a disk or a network could make smaller.
        var state: UInt64 = 0x9E37_79B9_7F4A_7C15
        var bytes: [UInt8] = []
        bytes.reserveCapacity(blockBytes)
        while bytes.count < blockBytes {
            state ^= state << 13
            state ^= state >> 7
            state ^= state << 17
            withUnsafeBytes(of: state) { bytes.append(contentsOf: $0) }
        }
        return bytes
    }()
    private static let blockBytes = 1 << 20
    /// What tells two files apart, in hexadecimal digits.
    static let headBytes = 32

    /// - Parameters:
    ///   - size: at least ``headBytes``.
    ///   - run: another number for every run.
    init(size: Int, run: UInt64) {
        self.size = size
        self.run = run
    }

    /// The bytes that a file begins with.
    func head(of number: Int) -> [UInt8] {
        [run, UInt64(number)].flatMap { value in
            let digits = String(value, radix: 16)
            return Array((String(repeating: "0", count: 16 - digits.count) + digits).utf8)
        }
    }

    /// The bytes after the head, from a place in the file on.
    ///
    /// - Returns: an array that holds them, and where in it they are; as many as are in one piece.
    func body(from offset: Int) -> (bytes: [UInt8], range: Range<Int>) {
        let start = offset % FilePattern.blockBytes
        let end = min(FilePattern.blockBytes, start + size - offset)
        return (FilePattern.block, start..<end)
    }

    /// Whether a part of a file is as it should be.
    func matches(_ part: borrowing Span<UInt8>, at offset: Int, of number: Int) -> Bool {
        guard offset + part.count <= size else { return false }
        var index = 0
        if offset < FilePattern.headBytes {
            let head = head(of: number)
            while index < part.count, offset + index < FilePattern.headBytes {
                if part[index] != head[offset + index] { return false }
                index += 1
            }
        }
        while index < part.count {
            let (bytes, range) = body(from: offset + index)
            let count = min(range.count, part.count - index)
            let isSame = part.extracting(index..<index + count).withUnsafeBytes { part in
                bytes.withUnsafeBytes { bytes in
                    guard let seen = part.baseAddress, let wanted = bytes.baseAddress else {
                        return true
                    }
                    return memcmp(seen, wanted + range.lowerBound, count) == 0
                }
            }
            if !isSame { return false }
            index += count
        }
        return true
    }
}
