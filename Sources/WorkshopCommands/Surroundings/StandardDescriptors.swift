import Glibc

/// The descriptors 0 to 2 as the process was given them.
enum StandardDescriptors {
    /// Puts `/dev/null` where one is closed, so that no file or socket opened later takes its
    /// place. Called before anything else is opened.
    ///
    /// - Returns: those that were closed.
    static func fill() -> Set<Int32> {
        let closed = (0...2).filter { fcntl($0, F_GETFD) < 0 }
        // The lowest number that is free is the one that is filled.
        for _ in closed { _ = open("/dev/null", O_RDWR) }
        return Set(closed)
    }
}
