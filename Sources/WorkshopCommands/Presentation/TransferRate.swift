/// How fast a transfer goes, by what the last seconds brought.
struct TransferRate: Sendable {
    private static let window = Duration.seconds(5)

    private var samples: [(time: Duration, bytes: Int64)] = [(.zero, 0)]

    /// Takes note of how far it has come.
    ///
    /// - Parameters:
    ///   - bytes: in all.
    ///   - time: since the beginning; never goes back.
    mutating func note(_ bytes: Int64, at time: Duration) {
        samples.append((time, bytes))
        // The one before the window is where the window begins.
        while samples.count > 2, samples[1].time < time - TransferRate.window {
            samples.removeFirst()
        }
    }

    /// Zero as long as nothing is known.
    var bytesPerSecond: Int64 {
        guard let first = samples.first, let last = samples.last else { return 0 }
        let milliseconds = (last.time - first.time).milliseconds
        guard milliseconds > 0 else { return 0 }
        return Int64(Double(last.bytes - first.bytes) * 1_000 / Double(milliseconds))
    }

    /// Whole seconds until so many bytes more have come; `nil` when it does not move.
    func secondsLeft(for bytes: Int64) -> Int64? {
        let speed = bytesPerSecond
        return speed > 0 ? (bytes + speed - 1) / speed : nil
    }
}
