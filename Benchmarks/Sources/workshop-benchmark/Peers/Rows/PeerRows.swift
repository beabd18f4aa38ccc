import WorkshopBench

/// All rows, in the order of the page.
enum PeerRows {
    static let all: [any PeerRow] = [
        KeptMessagesRow(connections: 1), KeptMessagesRow(connections: 16),
        KeptMessagesRow(connections: 64), PeerFanOutRow(), ManyStreamsRow(), LatencyRow(),
        IdleMemoryRow(), ReconnectRow(), FilesRow(), StartRow(), PeerHistoryRow(), ClaimsRow(),
        StalledPeersRow(),
    ]
}
