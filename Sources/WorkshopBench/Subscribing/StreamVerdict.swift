/// Whether streams carried what they must: every message once and in order.
package struct StreamVerdict: Sendable {
    package var streams = 0
    /// Messages that a stream should have carried and did not.
    package var lost = 0
    /// Messages that a stream carried more than once, or that nobody had published.
    package var repeated = 0
    /// How often an id was not above the one before it on the same stream.
    package var disorders = 0
    /// Streams with the right number of messages and not the right ones.
    package var different = 0
    /// False when the run was broken off: what was still on its way is not known then, and only
    /// the order can be judged.
    package var isComplete = true

    package init() {}

    package var holds: Bool { lost + repeated + disorders + different == 0 }

    package var sentence: String {
        "\(lost) deliveries lost, \(repeated) repeated, \(disorders) out of order"
            + (different > 0 ? ", \(different) streams with others than were published" : "")
    }

    /// Judges one more stream.
    ///
    /// - Parameter published: what it should have carried; `nil` when that is not known.
    mutating func add(_ seen: MessageTally, against published: MessageSum?) {
        streams += 1
        disorders += seen.disorders
        guard let published else { return }
        lost += max(0, published.count - seen.count)
        repeated += max(0, seen.count - published.count)
        if seen.count == published.count, seen.messages != published { different += 1 }
    }
}
