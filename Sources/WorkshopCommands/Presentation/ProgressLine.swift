import WorkshopClient

/// One line that tells how far a file has come, how fast it comes and how long it still takes.
struct ProgressLine {
    private static let bar = 12
    /// Columns that a name keeps; the bar goes first where there are fewer.
    private static let shortestName = 12

    /// Inert.
    let name: String

    /// - Parameter columns: of the terminal.
    func text(_ progress: FileProgress, _ rate: TransferRate, columns: Int) -> String {
        let speed = "\(ByteText.of(rate.bytesPerSecond))/s"
        guard let total = progress.total, total > 0 else {
            return fitted([ByteText.of(progress.transferred), speed], columns)
        }
        let share = Double(min(progress.transferred, total)) / Double(total)
        let left = rate.secondsLeft(for: total - progress.transferred)
        let facts = [
            "\(ByteText.of(progress.transferred)) of \(ByteText.of(total))", speed,
            left.map { "\(DurationText.precise(seconds: $0)) left" } ?? "stalled",
        ]
        let filled = String(repeating: "#", count: Int(share * Double(ProgressLine.bar)))
        let full = ["[\(filled.padded(toWidth: ProgressLine.bar))]"] + facts
        let short = ["\(Int(share * 100)) %", facts[1], facts[2]]
        return fitted([full, facts, short].first { fits($0, columns) } ?? short, columns)
    }

    private func fits(_ parts: [String], _ columns: Int) -> Bool {
        let name = min(name.displayWidth, ProgressLine.shortestName)
        return parts.reduce(name) { $0 + $1.displayWidth + 2 } < columns
    }

    /// The name is cut for the facts, and the facts only where there is no room at all.
    private func fitted(_ parts: [String], _ columns: Int) -> String {
        let facts = parts.joined(separator: "  ")
        let room = max(1, columns - 3 - facts.displayWidth)
        return "\(name.cut(toWidth: room))  \(facts)".cut(toWidth: max(1, columns - 1))
    }
}
