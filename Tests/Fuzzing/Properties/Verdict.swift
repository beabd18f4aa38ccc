/// What a parser said of an input that broke no property.
public enum Verdict: Sendable, Hashable {
    case accepted, refused
}
