import Glibc
import WorkshopBench

/// Finds the numbers of the messages in what a stream receives. As every server is given the same
/// bodies, one way to look serves for all of their protocols, and costs the same.
struct NumberScanner {
    /// Digits of a number whose beginning has come; -1 outside of numbers.
    private var digits = -1
    private var number = 0

    /// - Parameter message: is called with each number, in the order they came in.
    mutating func scan(
        _ bytes: borrowing Span<UInt8>, message: (Int) throws(BenchmarkError) -> Void
    ) throws(BenchmarkError) {
        var index = 0
        while index < bytes.count {
            if digits < 0 {
                guard let mark = NumberScanner.mark(in: bytes, from: index) else { return }
                digits = 0
                number = 0
                index = mark + 1
            }
            while index < bytes.count, digits < Publication.digits {
                let digit = Int(bytes[index]) - 48
                guard (0...9).contains(digit) else {
                    throw .brokenPromise("a stream sent a message that nobody published")
                }
                number = number * 10 + digit
                digits += 1
                index += 1
            }
            guard digits == Publication.digits else { return }
            digits = -1
            try message(number)
        }
    }

    private static func mark(in bytes: borrowing Span<UInt8>, from start: Int) -> Int? {
        bytes.withUnsafeBufferPointer { bytes in
            guard let base = bytes.baseAddress,
                let found = memchr(base + start, Int32(Publication.mark), bytes.count - start)
            else { return nil }
            return UnsafeRawPointer(found) - UnsafeRawPointer(base)
        }
    }
}
