/// Gives ids that strictly increase, whatever the clock does.
///
/// A value: the one writer keeps it, copies it before a transaction and puts the copy back when
/// the transaction is rolled back.
///
/// Invariant 1 begins here: an id is greater than every id given before, so the order of ids is
/// the order in which the writer gave them.
public struct ULIDGenerator: Sendable {
    /// The newest id given, or the mark the generator was made with.
    public private(set) var last: ULID

    /// - Parameter last: the newest id ever given; the next one is above it.
    public init(after last: ULID) {
        self.last = last
    }

    /// The next id: of the clock's millisecond with fresh randomness when the clock has passed
    /// the newest id's, otherwise the newest id plus one.
    ///
    /// - Throws: ``APIError`` with `.internalError` when every id up to `7ZZZ…` has been given.
    public mutating func next(
        at now: Timestamp, random: inout some RandomNumberGenerator
    ) throws(APIError) -> ULID {
        if now.milliseconds > last.milliseconds, now.milliseconds < 1 << 48 {
            let first = ULID(firstOf: now)
            last = ULID(high: first.high | random.next() & 0xFFFF, low: random.next())
            return last
        }
        guard let successor = last.successor else {
            throw APIError(.internalError, "no id is left above \(last.text)")
        }
        last = successor
        return successor
    }
}
