import Glibc
import WorkshopModel

/// Files that rows name, and which of them are not in the folder. They need not be: a message may
/// come before its file.
final class ReferencedFiles {
    private(set) var missing = Sightings()
    private let folder: String

    init(in folder: String) {
        self.folder = folder
    }

    /// Takes note of a column of hashes.
    ///
    /// - Returns: whether it is an array of strings.
    func note(_ row: Statement, _ column: Int32) -> Bool {
        if row.withBytes(column, { $0.elementsEqual("[]".utf8) }) { return true }
        let elements = row.withBytes(column) { bytes in
            // What is no JSON is no array either.
            (try? JSONText(parsing: bytes, depth: 1))?.elements
        }
        guard let elements else { return false }
        let names = elements.compactMap(\.string)
        for name in names { lookFor(name) }
        return names.count == elements.count
    }

    private func lookFor(_ name: String) {
        // A name of another shape is no file's.
        guard let hash = try? BlobHash(validating: name) else { return }
        if access("\(folder)/\(hash.text)", F_OK) != 0, errno == ENOENT {
            missing.note(hash.text)
        }
    }
}
