import WorkshopBench

extension Usage {
    /// Shares of one core, for the report.
    var figures: [Figure] {
        var figures: [Figure] = []
        if let server {
            figures.append(Figure("server cpu", server.total / seconds, .share))
        }
        return figures + [
            Figure("generator cpu", generator.total / seconds, .share),
            Figure("other cpu", others / seconds, .share),
        ]
    }
}
