import Glibc
import WorkshopModel

/// The folder that `$WORKSHOP_OUT` names: fresh for each task, and gone after it.
struct OutputFolder: Sendable {
    /// Folders inside each other; a deeper one is a mistake, or somebody's joke.
    static let depth = 32

    let path: String

    /// What is wrong with what a command has left in its folder, or with the folder.
    struct Defect: Error {
        /// One line.
        var message: String
    }

    /// A regular file in it.
    struct File: Sendable, Equatable {
        /// Its path within the folder.
        var name: String
        var path: String
    }

    /// - Parameter parent: where temporary files go; `/tmp` when `nil`.
    init(in parent: String?) throws(Defect) {
        var template = Array("\(parent ?? "/tmp")/workshop-out.XXXXXX".utf8CString)
        guard mkdtemp(&template) != nil else {
            throw Defect(
                message: "cannot create a folder in '\(parent ?? "/tmp")': \(SystemText.of(errno))")
        }
        path = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }

    /// All regular files, those of folders within included, in the order of their names' bytes.
    /// Links are not followed; they and everything else that is no file are left out.
    ///
    /// - Returns: also the names of what was left out.
    func files() throws(Defect) -> (files: [File], leftOut: [String]) {
        var files: [File] = []
        var leftOut: [String] = []
        // A command may tidy up after itself.
        guard OutputFolder.kind(path) == S_IFDIR else { return ([], []) }
        try collect("", depth: 0, &files, &leftOut)
        files.sort { $0.name.utf8.lexicographicallyPrecedes($1.name.utf8) }
        return (files, leftOut.sorted())
    }

    /// Removes it with all that is in it.
    ///
    /// - Throws: with what could not be removed.
    func remove() throws(Defect) {
        guard OutputFolder.kind(path) != 0 else { return }
        try OutputFolder.remove(path, depth: 0)
    }

    private func collect(
        _ prefix: String, depth: Int, _ files: inout [File], _ leftOut: inout [String]
    ) throws(Defect) {
        guard depth < OutputFolder.depth else {
            throw Defect(message: "folders in $WORKSHOP_OUT are more than \(depth) deep")
        }
        for entry in try OutputFolder.entries("\(path)/\(prefix)") {
            guard let entry else {
                throw Defect(message: "a name in $WORKSHOP_OUT is not valid UTF-8")
            }
            let name = prefix + entry
            switch OutputFolder.kind("\(path)/\(name)") {
            case S_IFREG: files.append(File(name: name, path: "\(path)/\(name)"))
            case S_IFDIR: try collect(name + "/", depth: depth + 1, &files, &leftOut)
            default: leftOut.append(name)
            }
            guard files.count <= Limits.files else {
                throw Defect(message: "more than \(Limits.files) files are in $WORKSHOP_OUT")
            }
        }
    }

    /// The file type bits; those of a link are its own.
    private static func kind(_ path: String) -> mode_t {
        var status = stat()
        return lstat(path, &status) == 0 ? status.st_mode & S_IFMT : 0
    }

    /// The names in a folder; `nil` for one that is no text.
    private static func entries(_ path: String) throws(Defect) -> [String?] {
        guard let folder = opendir(path) else {
            throw Defect(message: "cannot read '\(path)': \(SystemText.of(errno))")
        }
        defer { closedir(folder) }
        var names: [String?] = []
        while let entry = readdir(folder) {
            let name = withUnsafePointer(to: &entry.pointee.d_name) { pointer in
                pointer.withMemoryRebound(to: CChar.self, capacity: 256) {
                    String(validatingCString: $0)
                }
            }
            if name != ".", name != ".." { names.append(name) }
        }
        return names
    }

    private static func remove(_ path: String, depth: Int) throws(Defect) {
        if depth < OutputFolder.depth * 2, kind(path) == S_IFDIR {
            // What a command has locked is its own folder's all the same.
            chmod(path, 0o700)
            for case let entry? in try entries(path) {
                try remove("\(path)/\(entry)", depth: depth + 1)
            }
            guard rmdir(path) == 0 else {
                throw Defect(message: "cannot remove '\(path)': \(SystemText.of(errno))")
            }
        } else if unlink(path) != 0 {
            throw Defect(message: "cannot remove '\(path)': \(SystemText.of(errno))")
        }
    }
}
