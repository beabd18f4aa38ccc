import Glibc

/// The connection to the journal that `JOURNAL_STREAM` names, by its device and inode.
enum JournalStream {
    /// Whether standard error is that connection. The variable alone says little: children inherit
    /// it whose output goes elsewhere.
    static func isStandardError(environment: [String: String]) -> Bool {
        guard let text = environment["JOURNAL_STREAM"] else { return false }
        let numbers = text.split(separator: ":", omittingEmptySubsequences: false)
        var status = stat()
        guard numbers.count == 2, fstat(STDERR_FILENO, &status) == 0 else { return false }
        return UInt(numbers[0]) == status.st_dev && UInt(numbers[1]) == status.st_ino
    }
}
