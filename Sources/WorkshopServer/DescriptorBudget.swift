/// How the descriptors that a process may have are shared out, so that no use starves another.
public struct DescriptorBudget: Sendable, Equatable {
    /// Connections that are served at a time.
    public let connections: Int
    /// Connections that are told that there is no room, at a time.
    public let turnedAway: Int
    /// Stored files that are open at a time, for reading or writing.
    public let files: Int

    /// What is open whatever happens, and some to spare: the database three times over, the
    /// standard streams, the listeners, three for each event loop. 25 were counted.
    private static let fixed = 32
    /// The fewest descriptors with which serving makes sense.
    public static let minimum = 64

    public init(connections: Int, turnedAway: Int, files: Int) {
        self.connections = connections
        self.turnedAway = turnedAway
        self.files = files
    }

    /// - Returns: `nil` when the limit is below ``minimum``.
    public init?(limit: Int) {
        guard limit >= DescriptorBudget.minimum else { return nil }
        // More would be of no use: the kernel's memory ends first.
        let limit = min(limit, 1_000_000)
        files = limit / 8
        turnedAway = min(max(4, limit / 64), 128)
        connections = limit - DescriptorBudget.fixed - files - turnedAway
    }
}
