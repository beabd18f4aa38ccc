/// Where the bytes of an upload come from.
public enum UploadSource: Sendable {
    case bytes([UInt8])
    /// An open descriptor, read from where it stands to its end, and not closed. The length of a
    /// regular file is known beforehand, that of a pipe is not.
    ///
    /// `name` is what errors call it.
    case descriptor(CInt, name: String)
    case file(path: String)
}
