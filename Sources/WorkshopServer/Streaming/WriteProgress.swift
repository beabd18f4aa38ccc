import NIOCore

/// Tells a slow reader from a dead one: a slow one takes a byte now and then.
struct WriteProgress {
    private var written = 0
    private var taken = 0
    private var lastTaken: NIODeadline?

    mutating func wrote(_ bytes: Int) { written += bytes }

    /// - Parameter buffered: how many of the bytes written still wait.
    mutating func hasStalled(buffered: Int, now: NIODeadline, after limit: TimeAmount) -> Bool {
        let takenNow = written - buffered
        guard buffered > 0, takenNow == taken, let lastTaken else {
            taken = takenNow
            lastTaken = now
            return false
        }
        return now - lastTaken >= limit
    }
}
