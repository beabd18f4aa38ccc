import Glibc

/// What stands behind a descriptor.
enum DescriptorKind: Sendable {
    case pipe, socket, file, other

    /// `nil` when the descriptor is closed.
    init?(_ descriptor: Int32) {
        var status = stat()
        guard fstat(descriptor, &status) == 0 else { return nil }
        switch status.st_mode & S_IFMT {
        case S_IFIFO: self = .pipe
        case S_IFSOCK: self = .socket
        case S_IFREG: self = .file
        default: self = .other
        }
    }
}
