/// A property that does not hold for an input.
public struct Violation: Error, Hashable, Sendable {
    /// What should have held.
    public let sentence: String
}

/// Checks a part of a property.
///
/// - Parameter sentence: what holds, in words.
func require(
    _ condition: Bool, _ sentence: @autoclosure () -> String
) throws(Violation) {
    if !condition { throw Violation(sentence: sentence()) }
}
