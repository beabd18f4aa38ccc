/// How many things were seen, and the first few of them.
public struct Sightings: Sendable, Equatable {
    /// How many are kept: enough to look for, few enough to show.
    public static let kept = 5

    public private(set) var count: Int64 = 0
    /// What the first ones are called; may be anybody's text.
    public private(set) var first: [String] = []

    public init() {}

    public var isEmpty: Bool { count == 0 }

    mutating func note(_ name: @autoclosure () -> String) {
        count += 1
        if first.count < Sightings.kept { first.append(name()) }
    }
}
