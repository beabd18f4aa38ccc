/// What a ``RequestLoad`` sends, and what becomes of the answers.
package protocol RequestWork: AnyObject {
    /// The next request.
    ///
    /// - Parameters:
    ///   - index: how many there were before.
    ///   - connection: the number of the one it is sent on.
    ///   - due: when it should have been sent at the latest; on a paced load that may be past.
    /// - Returns: its bytes; `nil` when there is nothing left to ask for.
    func request(_ index: Int, on connection: Int, due: Moment) -> [UInt8]?

    /// An answer with a status of 2xx came.
    ///
    /// - Returns: whether it is one of those to be counted.
    func answered(
        _ index: Int, on connection: Int, status: Int, body: [UInt8]
    ) throws(BenchmarkError) -> Bool

    /// The warm-up is over: the request of this index is the first to be counted.
    func beganCounting(from index: Int)

    /// The time is over in which whatever comes is counted. Not called where what was sent is
    /// counted, however late it comes.
    func endedCounting()
}

extension RequestWork {
    package func beganCounting(from index: Int) {}
    package func endedCounting() {}
}
