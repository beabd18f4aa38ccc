import Foundation

/// What one operation may cost at most: counts that are the same on every machine. Each has a
/// margin above what it was when it was written down, which stands beside it. Who makes something
/// cheaper writes down less.
enum Budget {
    /// Calls of the system for one message on one connection, synced. 19.5, of which one writes to
    /// the log and one syncs it.
    static let publishSystemCalls = 22.0
    /// Calls of the system for one message on one more stream. 0.99: the write.
    static let deliverySystemCalls = 1.1
    /// 162; in a release 68.
    static let publishAllocations = isRelease ? 75.0 : 180.0
    /// 4.2 where each message is a round of its own, fewer where some share one, which is a matter
    /// of time; in a release 0.1.
    static let deliveryAllocations = isRelease ? 0.2 : 4.6
    /// All of an answer to a published message, with fewer than ten streams open. Exactly.
    static let publishAnswerBytes = 260
    /// What a message on a stream has beside its envelope. Exactly.
    static let deliveryOverheadBytes = 45

    /// The tests build what is not optimized; a release is given to them by its path.
    private static let isRelease =
        !ProcessInfo.processInfo.environment["WORKSHOP_BINARY", default: ""].isEmpty
}
