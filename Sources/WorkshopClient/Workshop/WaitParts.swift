import WorkshopModel

/// A wait cut into equal parts.
///
/// Equal, so that every part is the same request: a key stands for one body.
struct WaitParts: Sendable, Equatable {
    let count: Int
    let length: Duration

    /// Below the minute after which proxies, left as they are, give up on an answer.
    static let longest = Duration.seconds(55)

    init(_ wait: Duration) {
        let milliseconds = max(wait.milliseconds, 0)
        let longest = WaitParts.longest.milliseconds
        count = max(1, Int(clamping: (milliseconds + longest - 1) / longest))
        length = .milliseconds((milliseconds + Int64(count) - 1) / Int64(count))
    }
}
