/// Why a data folder could not be looked into.
public enum InspectionError: Error, Sendable, Equatable {
    case noDatabase(path: String)
    /// The system does not let us read a file or a folder.
    case unreadable(path: String, reason: String)
    /// What was to be mended could not be written.
    case unrepaired(StoreOpenError)
}
