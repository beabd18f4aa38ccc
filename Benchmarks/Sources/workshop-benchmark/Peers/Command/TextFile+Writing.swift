import Glibc
import WorkshopBench

extension TextFile {
    /// Replaces the text of a file.
    static func write(_ text: String, to path: String) throws(BenchmarkError) {
        let file = try Descriptor("create '\(path)'") {
            open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o644)
        }
        let bytes = Array(text.utf8)
        var written = 0
        while written < bytes.count {
            written += try SystemCall.check("write '\(path)'") {
                Glibc.write(file.number, Array(bytes[written...]), bytes.count - written)
            }
        }
    }
}
