/// A text that is the same only when its bytes are.
///
/// Swift's `String` equality is canonical equivalence: `é` in one scalar equals `é` in two. The
/// database and every other client compare bytes, so names do too.
public protocol BytewiseName: Hashable, Comparable, Sendable {
    var text: String { get }
}

extension BytewiseName {
    public static func == (left: Self, right: Self) -> Bool {
        left.text.utf8.elementsEqual(right.text.utf8)
    }

    public static func < (left: Self, right: Self) -> Bool {
        left.text.utf8.lexicographicallyPrecedes(right.text.utf8)
    }

    public func hash(into hasher: inout Hasher) {
        var copy = text
        copy.withUTF8 { hasher.combine(bytes: UnsafeRawBufferPointer($0)) }
    }
}
