/// A moment, in whole milliseconds since the epoch; on the wire, seconds with three decimals.
public struct Timestamp: Hashable, Comparable, Sendable {
    public let milliseconds: Int64

    public init(milliseconds: Int64) {
        self.milliseconds = milliseconds
    }

    /// From seconds as SQLite keeps them; rounded, and clamped to what prints sensibly.
    public init(seconds: Double) {
        let bound = 9_007_199_254_740_991.0
        let milliseconds = (seconds * 1000).rounded()
        guard milliseconds.isFinite else {
            self.init(milliseconds: 0)
            return
        }
        self.init(milliseconds: Int64(min(max(milliseconds, -bound), bound)))
    }

    /// Seconds since the epoch.
    public var seconds: Double { Double(milliseconds) / 1000 }

    public func adding(milliseconds more: Int64) -> Timestamp {
        Timestamp(milliseconds: milliseconds &+ more)
    }

    public static func < (left: Timestamp, right: Timestamp) -> Bool {
        left.milliseconds < right.milliseconds
    }

    /// As on the wire: `1708123456.789`.
    public var text: String {
        var writer = JSONWriter()
        writer.write(self)
        return writer.text
    }
}
