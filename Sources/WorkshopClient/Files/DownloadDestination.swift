/// Where the bytes of a download go.
public enum DownloadDestination: Sendable {
    /// A file that appears, or replaces the one there, only when it is whole and its hash is
    /// right. What is no regular file, `/dev/null` for instance, is written to as it is.
    case file(path: String)
    /// An open descriptor, which is not closed. It gets the bytes as they come, before anybody
    /// can know whether the hash will be right: an error after the last byte says that it was
    /// not.
    ///
    /// `name` is what errors call it.
    case descriptor(CInt, name: String)
}
