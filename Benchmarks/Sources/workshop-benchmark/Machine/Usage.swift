/// What a stretch of load took.
struct Usage {
    let seconds: Double
    let generator: ProcessorTime
    /// `nil` when the server's process is not known.
    let server: ProcessorTime?
    /// Seconds of CPU that went elsewhere: to the kernel's own threads, and to whatever else ran
    /// on the machine and disturbed the measurement.
    let others: Double

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
