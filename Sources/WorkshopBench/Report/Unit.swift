/// What a number counts, and how a person reads it.
package enum Unit: String, Sendable {
    case perSecond = "per second"
    case seconds
    case bytes
    case bytesPerSecond = "bytes per second"
    case ratio
    /// Of one core.
    case share
    case count

    package func text(_ value: Double) -> String {
        switch self {
        case .perSecond: "\(grouped(value)) /s"
        case .seconds: time(value)
        case .bytes: value < 65_536 ? "\(grouped(value)) B" : "\(fixed(value / 1_048_576, 1)) MiB"
        case .bytesPerSecond: "\(grouped(value / 1e6)) MB/s"
        case .ratio: fixed(value, 2)
        case .share: "\(fixed(value * 100, 0)) %"
        case .count: grouped(value)
        }
    }

    private func time(_ seconds: Double) -> String {
        if seconds < 1e-4 { return "\(fixed(seconds * 1e6, 1)) µs" }
        if seconds < 1e-3 { return "\(fixed(seconds * 1e6, 0)) µs" }
        if seconds < 1 { return "\(fixed(seconds * 1e3, 2)) ms" }
        return "\(fixed(seconds, 2)) s"
    }

    /// A whole number with a space before every three digits.
    private func grouped(_ value: Double) -> String {
        let digits = Array(String(Int(abs(value).rounded())))
        var text = value < 0 ? "-" : ""
        for (index, digit) in digits.enumerated() {
            if index > 0, (digits.count - index) % 3 == 0 { text.append(" ") }
            text.append(digit)
        }
        return text
    }

    private func fixed(_ value: Double, _ places: Int) -> String {
        var scale = 1
        for _ in 0..<places { scale *= 10 }
        let scaled = Int((abs(value) * Double(scale)).rounded())
        let sign = value < 0 ? "-" : ""
        guard places > 0 else { return "\(sign)\(scaled)" }
        let fraction = String(scaled % scale)
        let zeros = String(repeating: "0", count: places - fraction.count)
        return "\(sign)\(scaled / scale).\(zeros)\(fraction)"
    }
}
