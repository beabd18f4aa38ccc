import Glibc
import WorkshopClient

/// The folder of the cursors that belong to one server, by the XDG Base Directory Specification:
/// `$XDG_STATE_HOME/workshop/cursors/SERVER`, else under `~/.local/state`.
struct StateFolder: Sendable {
    let path: String

    init(of address: WorkshopAddress, _ surroundings: Surroundings) throws(CursorFailure) {
        let given = surroundings.environment["XDG_STATE_HOME"]
        let home = surroundings.homeFolder.map { "\($0)/.local/state" }
        // The specification wants a relative path to be ignored.
        guard let base = [given, home].compactMap(\.self).first(where: { $0.hasPrefix("/") })
        else { throw .homeless }
        path = "\(base)/workshop/cursors/\(StateFolder.name(of: "\(address)"))"
    }

    func file(_ name: String) -> String { "\(path)/\(name)" }

    /// The names of the cursors kept here; none where the folder is not there or not readable.
    func names() -> [String] {
        guard let folder = opendir(path) else { return [] }
        defer { closedir(folder) }
        var names: [String] = []
        while let entry = readdir(folder) {
            let name = withUnsafePointer(to: &entry.pointee.d_name) { pointer in
                pointer.withMemoryRebound(to: CChar.self, capacity: Int(NAME_MAX) + 1) {
                    String(validatingCString: $0)
                }
            }
            if let name, let cursor = CursorName(name) { names.append(cursor.text) }
        }
        return names.sorted()
    }

    /// Makes the folder and those above it where they are missing, for the user alone.
    func create() throws(CursorFailure) {
        // Upwards to what is there, then down again.
        let missing = ancestry.reversed().prefix { access($0, F_OK) != 0 && errno == ENOENT }
        for folder in missing.reversed() where mkdir(folder, 0o700) != 0 {
            // Another reader may be doing the same.
            guard errno == EEXIST else { throw .cannotKeep(path: folder, errorNumber: errno) }
        }
    }

    /// Makes the names of the folders and of what is in them survive a power cut.
    func synchronize() throws(CursorFailure) {
        // No longer ours further up.
        for folder in ancestry.suffix(4) {
            let opened = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
            defer { close(opened) }
            // What may be entered but not read can only be hoped for.
            guard opened >= 0 || errno == EACCES else {
                throw .cannotKeep(path: folder, errorNumber: errno)
            }
            fsync(opened)
        }
    }

    /// From the root's child down to the folder.
    private var ancestry: [String] {
        var folders: [String] = []
        for name in path.split(separator: "/") { folders.append("\(folders.last ?? "")/\(name)") }
        return folders
    }

    /// The address with a percent sign and two digits for each byte that a file name should not
    /// have.
    private static func name(of address: String) -> String {
        address.utf8.map { byte in
            let scalar = Unicode.Scalar(byte)
            if byte < 0x80,
                scalar.properties.isAlphabetic || ".:-_[]".utf8.contains(byte)
                    || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
            {
                return String(Character(scalar))
            }
            let digits = String(byte, radix: 16, uppercase: true)
            return "%" + (digits.count < 2 ? "0" : "") + digits
        }.joined()
    }
}
