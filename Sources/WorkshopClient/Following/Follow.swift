/// A stream that is followed over lost connections: every message that matches, once, in order.
///
/// - Nothing is read ahead but one bounded buffer: a consumer that takes its time slows the
///   connection down, and the server feeds it from the store.
/// - An id counts as seen when its event is handed to the consumer; what was only buffered when
///   a connection broke comes again on the next.
/// - The sequence never ends by itself. It throws on what waiting does not mend: a 4xx, an
///   answer that is no stream, cancellation, and, by ``FollowOptions/firstConnection``, a server
///   that is not there to begin with.
public struct Follow: AsyncSequence, Sendable {
    public typealias Element = FollowEvent
    public typealias Failure = ClientError

    let makeSession: @Sendable () -> FollowSession

    /// Each iterator follows a stream of its own, from where the query says.
    public func makeAsyncIterator() -> AsyncIterator { AsyncIterator(session: makeSession()) }

    public struct AsyncIterator: AsyncIteratorProtocol {
        let session: FollowSession

        /// The next event; dropping the iterator closes the connection.
        public mutating func next(
            isolation actor: isolated (any Actor)?
        ) async throws(ClientError) -> FollowEvent? {
            try await session.next()
        }
    }
}
