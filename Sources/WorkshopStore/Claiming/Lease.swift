import WorkshopModel

/// A claim that ends unless it is renewed.
struct Lease: Sendable, Equatable {
    let taskID: String
    let claim: String
    /// How long it lasts from each renewal.
    let length: Duration
    /// By the clock that is never set.
    var deadline: Duration
}
