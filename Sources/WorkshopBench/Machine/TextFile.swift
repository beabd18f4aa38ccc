import Glibc

package enum TextFile {
    /// The whole text of a small file; works for files of /proc, whose size is not known before.
    package static func read(_ path: String) throws(BenchmarkError) -> String {
        let file = try Descriptor("open '\(path)'") { open(path, O_RDONLY | O_CLOEXEC) }
        var bytes: [UInt8] = []
        var block = [UInt8](repeating: 0, count: 16_384)
        while true {
            let count = try SystemCall.check("read '\(path)'") {
                Glibc.read(file.number, &block, block.count)
            }
            if count == 0 { break }
            bytes += block[..<count]
        }
        return String(decoding: bytes, as: UTF8.self)
    }
}
