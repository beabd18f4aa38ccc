import Glibc

package enum OpenFiles {
    /// Raises the soft limit of open files to the hard one; the server inherits it.
    package static func raiseLimit() throws(BenchmarkError) {
        var limit = rlimit()
        try SystemCall.check("read the limit of open files") {
            getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit)
        }
        limit.rlim_cur = limit.rlim_max
        try SystemCall.check("raise the limit of open files") {
            setrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit)
        }
    }
}
