public import WorkshopModel

extension RemoteWorkshop {
    /// `GET /ch/{ch}` when the filter names one channel, else `GET /`: the live stream, over
    /// lost connections.
    ///
    /// - Parameter query: begins after its cursor, or, without one, with what is published from
    ///   the first connection on; its format is not looked at.
    public func follow(_ query: StreamQuery = .init(), _ options: FollowOptions = .init()) -> Follow
    {
        Follow { FollowSession(self, query, options) }
    }
}
