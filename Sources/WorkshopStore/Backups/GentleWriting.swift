import CFolders
import Glibc

/// Has a file written to the disk so slowly that others who wait for the same disk notice little.
///
/// Left to itself the system gathers what is written, and the first sync that comes after, a
/// server's commit for one, may wait until all of it is on the disk. Each piece goes there alone,
/// without the file system's journal, in which everybody's syncs meet; that is left to the sync
/// that has to follow.
struct GentleWriting {
    /// Bytes that may wait in memory where the copying must not wait for the disk.
    static let mostWaiting: Int64 = 128 * 1_048_576
    /// Bytes that go to the disk at a time: some milliseconds of it.
    private static let pieceBytes: Int64 = 262_144
    /// What a piece takes with the rest after it: 32 MiB a second.
    private static let pace = Duration.microseconds(7_812)
    /// The longest rest: a disk that takes longer is slowed by others, and not by us.
    private static let longestRest = Duration.milliseconds(50)

    private let file: FileDescriptor
    private var written: Int64

    /// - Parameter written: bytes at the beginning that are on their way already.
    init(of file: FileDescriptor, from written: Int64 = 0) {
        self.file = file
        self.written = written
    }

    /// Sends whole pieces on their way, as far as they end before this byte.
    mutating func write(upTo end: Int64) throws(SystemError) {
        while written + GentleWriting.pieceBytes <= end {
            let start = ContinuousClock.now
            guard workshop_write_out(file.number, written, GentleWriting.pieceBytes) == 0 else {
                throw SystemError.last
            }
            written += GentleWriting.pieceBytes
            let took = start.duration(to: .now)
            let rest = max(GentleWriting.pace - took, min(took, GentleWriting.longestRest))
            usleep(UInt32(rest / .microseconds(1)))
        }
    }
}
