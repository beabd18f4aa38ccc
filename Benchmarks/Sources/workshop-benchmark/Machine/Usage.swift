/// What a stretch of load took.
struct Usage {
    var seconds: Double
    var generator: ProcessorTime
    /// `nil` when the server's process is not known.
    var server: ProcessorTime?
    /// Seconds of CPU that went elsewhere: to the kernel's own threads, and to whatever else ran
    /// on the machine and disturbed the measurement.
    var others: Double

    /// Before anything was measured.
    static let none = Usage(seconds: 0, generator: .none, server: nil, others: 0)

    /// Adds another stretch of the same load.
    static func += (left: inout Usage, right: Usage) {
        left.seconds += right.seconds
        left.generator = left.generator + right.generator
        if let server = right.server { left.server = (left.server ?? .none) + server }
        left.others += right.others
    }

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
