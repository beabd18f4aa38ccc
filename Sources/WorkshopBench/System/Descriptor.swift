import Glibc

/// An open file or socket, closed with its owner.
package struct Descriptor: ~Copyable {
    package let number: Int32

    /// - Parameters:
    ///   - doing: completes the sentence 'cannot …'.
    ///   - open: returns a descriptor, or a negative number and an error in `errno`.
    package init(_ doing: String, open: () -> Int32) throws(BenchmarkError) {
        number = try SystemCall.check(doing, open)
    }

    deinit { close(number) }
}
