public import WorkshopModel

extension IdempotencyKey {
    /// A key that nobody else has.
    public static func fresh() -> IdempotencyKey {
        var random = SystemRandomNumberGenerator()
        return IdempotencyKey(using: &random)
    }
}
