import Glibc

/// Writes so that others who wait for the same disk are not held up by it: a little at a time is
/// synced, and as long as that took, the disk is left to them.
///
/// Left to itself the system gathers what is written, and the first sync that comes after, a
/// server's commit for one, may wait until all of it is on the disk.
struct GentleWriting {
    /// Bytes that are synced at a time: some milliseconds of a disk.
    static let pieceBytes = 1_048_576
    /// The longest rest: a disk that takes longer is slowed by others, and not by us.
    private static let longestRest = Duration.milliseconds(50)

    private var unsynced = 0

    /// Called after so many bytes were written to a file.
    mutating func note(_ bytes: Int, in file: FileDescriptor) throws(SystemError) {
        unsynced += bytes
        guard unsynced >= GentleWriting.pieceBytes else { return }
        unsynced = 0
        try GentleWriting.synchronize(file)
    }

    /// Syncs what was written, and rests.
    static func synchronize(_ file: FileDescriptor) throws(SystemError) {
        let start = ContinuousClock.now
        try file.synchronizeContent()
        let rest = min(start.duration(to: .now), longestRest)
        usleep(UInt32(rest / .microseconds(1)))
    }
}
