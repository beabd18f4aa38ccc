import Glibc
import WorkshopBench

/// The disk's own time to make 4 KiB safe: what no durable commit can beat.
struct SyncProbe {
    /// Each write makes the file longer, as a growing log does.
    private(set) var appending = LatencyHistogram()
    /// Each write goes over bytes that are there, as a log that is used again does.
    private(set) var overwriting = LatencyHistogram()

    private static let mostWrites = 400
    /// A slow disk gets fewer samples, not a longer wait.
    private static let mostSeconds = 0.5
    private static let block = [UInt8](repeating: 0x77, count: 4_096)

    /// Writes to a file of its own in a folder and removes it; may be called again for more samples.
    mutating func run(in folder: String) throws(BenchmarkError) {
        let path = folder + "/sync-probe"
        let file = try Descriptor("create '\(path)'") {
            open(path, O_RDWR | O_CREAT | O_TRUNC | O_CLOEXEC, 0o600)
        }
        defer { unlink(path) }
        try SyncProbe.time(file, path, into: &appending)
        try SyncProbe.time(file, path, into: &overwriting)
    }

    private static func time(
        _ file: borrowing Descriptor, _ path: String, into histogram: inout LatencyHistogram
    ) throws(BenchmarkError) {
        let number = file.number
        let deadline = Moment.now + mostSeconds
        for index in 0..<mostWrites where index == 0 || .now < deadline {
            let begin = Moment.now
            try SystemCall.check("write '\(path)'") {
                pwrite(number, block, block.count, index * block.count)
            }
            try SystemCall.check("sync '\(path)'") { fdatasync(number) }
            histogram.record(Moment.now - begin)
        }
    }
}
