/// What a stretch of load took.
package struct Usage: Sendable {
    package var seconds: Double
    package var generator: ProcessorTime
    /// `nil` when the server's process is not known.
    package var server: ProcessorTime?
    /// Seconds of CPU that went elsewhere: to the kernel's own threads, and to whatever else ran
    /// on the machine and disturbed the measurement.
    package var others: Double

    /// Before anything was measured.
    package static let none = Usage(seconds: 0, generator: .none, server: nil, others: 0)

    /// Adds another stretch of the same load.
    package static func += (left: inout Usage, right: Usage) {
        left.seconds += right.seconds
        left.generator = left.generator + right.generator
        if let server = right.server { left.server = (left.server ?? .none) + server }
        left.others += right.others
    }
}
