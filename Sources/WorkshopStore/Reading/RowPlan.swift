import WorkshopModel

/// How a filter's rows are found.
struct RowPlan: Sendable {
    /// Which stretches of indexes are merged.
    let sources: [RowSource.Kind]
    /// Whether the sources name rows that the filter does not want, so that each must be looked
    /// at.
    let mustLookInside: Bool

    /// Up to so many pairs are merged without asking what it costs.
    private static let fewPairs = 64
    /// Rows that can be walked past in the time of one seek.
    private static let rowsPerSeek: Int64 = 4

    /// - Parameters:
    ///   - catalog: asked now, so the caller's snapshot must have been taken.
    ///   - count: rows that are wanted.
    init(_ filter: MessageFilter, catalog: Catalog, count: Int) {
        let looksAtSender = filter.from != nil || filter.notFrom != nil
        let channels: [RowSource.Kind] =
            filter.channels.isEmpty ? [.everything] : filter.channels.map { .channel($0) }
        guard let prefix = filter.typePrefix else {
            self.init(sources: channels, mustLookInside: looksAtSender)
            return
        }
        let found = catalog.pairs(channels: filter.channels, prefix: prefix)
        if RowPlan.isWalkCheaper(found, count: count) {
            self.init(sources: channels, mustLookInside: true)
        } else {
            self.init(sources: found.pairs.map { .pair($0) }, mustLookInside: looksAtSender)
        }
    }

    private init(sources: [RowSource.Kind], mustLookInside: Bool) {
        self.sources = sources
        self.mustLookInside = mustLookInside
    }

    /// Whether so many pairs match, and so many messages, that passing over those that do not
    /// costs less than a seek into every pair.
    private static func isWalkCheaper(_ found: MatchingPairs, count: Int) -> Bool {
        guard found.pairs.count > fewPairs, found.matching > 0 else { return false }
        let walked = Int64(count).multipliedReportingOverflow(by: found.total)
        guard !walked.overflow else { return false }
        return walked.partialValue / found.matching < Int64(found.pairs.count) * rowsPerSeek
    }
}
