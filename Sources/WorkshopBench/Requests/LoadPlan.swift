/// How fast requests are sent, and for how long.
package struct LoadPlan: Sendable {
    package enum End: Sendable {
        case after(seconds: Double)
        case afterRequests(Int)
        /// When the work has nothing left.
        case withWork
    }

    /// Requests a second, each sent when it is due, or as soon as a connection is free if that is
    /// later. `nil` sends the next one on a connection as soon as the one before is answered.
    package var rate: Double?
    /// Seconds of the same load before anything is counted.
    package var warmUp: Double
    /// Of what is counted.
    package var end: End

    package init(rate: Double? = nil, warmUp: Double = 0, end: End) {
        self.rate = rate
        self.warmUp = warmUp
        self.end = end
    }
}
