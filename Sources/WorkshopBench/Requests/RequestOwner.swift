/// Decides what is sent on connections, and takes the answers.
protocol RequestOwner: AnyObject {
    /// - Parameter number: of the connection, which has nothing in flight now.
    func answered(
        _ pending: RequestConnection.Pending, on number: Int, status: Int, body: [UInt8]
    ) throws(BenchmarkError)
}
