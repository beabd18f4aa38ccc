import Glibc

/// The number of descriptors this process may have; each stream takes one.
enum OpenFileLimit {
    /// Raises it as far as the system lets everybody. Where that fails, it stays as it is.
    ///
    /// - Returns: the limit from now on.
    static func raise() -> Int {
        let resource = __rlimit_resource_t(RLIMIT_NOFILE.rawValue)
        var limit = rlimit()
        getrlimit(resource, &limit)
        if limit.rlim_cur < limit.rlim_max {
            var raised = limit
            raised.rlim_cur = raised.rlim_max
            if setrlimit(resource, &raised) == 0 { limit = raised }
        }
        // No limit at all is a number above all others.
        return Int(clamping: limit.rlim_cur)
    }
}
