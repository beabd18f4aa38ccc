import Glibc

/// The number of descriptors this process may have; each stream takes one.
enum OpenFileLimit {
    /// Raises it as far as the system lets everybody. Where that fails, it stays as it is.
    static func raise() {
        let resource = __rlimit_resource_t(RLIMIT_NOFILE.rawValue)
        var limit = rlimit()
        guard getrlimit(resource, &limit) == 0, limit.rlim_cur < limit.rlim_max else { return }
        limit.rlim_cur = limit.rlim_max
        setrlimit(resource, &limit)
    }
}
