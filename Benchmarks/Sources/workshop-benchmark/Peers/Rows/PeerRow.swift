import WorkshopBench

/// One kind of work, and those who do it.
protocol PeerRow: Sendable {
    var name: String { get }
    var title: String { get }
    /// In the order in which they are measured.
    var contestants: [Contestant] { get }
    /// What must hold, in the order of the page.
    var demands: [Demand] { get }

    /// Does the work once.
    ///
    /// - Returns: the same figures each time.
    func measure(
        _ contestant: Contestant, _ bench: PeerBench
    ) throws(BenchmarkError) -> [Figure]
}

extension PeerRow {
    /// A figure of this row, the median of its runs.
    func median(_ figure: String, of contestant: Contestant = .workshop) -> Quantity {
        .median(row: name, contestant: contestant, figure: figure)
    }

    /// A figure of ours over the same of a peer.
    func ratio(_ figure: String, to peer: Contestant) -> Quantity {
        .quotient(median(figure), median(figure, of: peer))
    }
}
