/// One value as the caller gave it, and where.
struct GivenValue: Sendable, Equatable {
    let text: String
    let origin: ValueOrigin
}
