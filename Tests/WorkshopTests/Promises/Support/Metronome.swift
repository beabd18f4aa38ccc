import Foundation

/// Beats at a steady rate, for those who are not to be ahead of it.
enum Metronome {
    /// Raises a tally so many times a second until another has ended.
    static func run(_ beats: Tally, perSecond rate: Int, until tally: Tally) {
        let start = ContinuousClock.now
        while !tally.isOver {
            let passed = start.duration(to: .now) / .milliseconds(1)
            beats.add(Int(passed) * rate / 1_000 - beats.value)
            // This is the rate itself: there is nothing to wait for.
            usleep(5_000)
        }
        beats.end()
    }
}
