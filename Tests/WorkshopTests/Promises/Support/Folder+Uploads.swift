import Foundation

extension Folder {
    /// Uploads that have begun and neither ended nor gone.
    func uploads() -> Int {
        let names = try? FileManager.default.contentsOfDirectory(atPath: file("blobs"))
        return names?.count { $0.hasPrefix(".upload-") } ?? 0
    }

    /// Bytes of the uploads under way.
    func uploadedBytes() -> Int {
        let names = try? FileManager.default.contentsOfDirectory(atPath: file("blobs"))
        return (names ?? []).filter { $0.hasPrefix(".upload-") }.reduce(0) { sum, name in
            // It may have gone since.
            let attributes = try? FileManager.default.attributesOfItem(
                atPath: file("blobs/\(name)"))
            return sum + (attributes?[.size] as? Int ?? 0)
        }
    }
}
