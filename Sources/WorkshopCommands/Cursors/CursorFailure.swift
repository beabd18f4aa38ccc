/// Why a cursor cannot be used.
enum CursorFailure: Error, Equatable {
    /// Another reader goes by this name right now.
    case held(CursorName, by: Int32?)
    /// Neither `XDG_STATE_HOME` nor a home folder says where cursors are kept.
    case homeless
    case cannotKeep(path: String, errorNumber: Int32)
    /// The file holds something else.
    case unreadable(path: String)
}
