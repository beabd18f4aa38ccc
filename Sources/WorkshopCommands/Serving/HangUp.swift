import Glibc

/// The signal of a terminal that has gone, which managers of services use for a wish to read
/// files anew. There are none here to be read anew.
enum HangUp {
    /// Makes it do nothing, where it would end the process.
    static func doesNothing() { signal(SIGHUP, SIG_IGN) }
}
