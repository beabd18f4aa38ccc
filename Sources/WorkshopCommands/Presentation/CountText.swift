/// Numbers of things.
enum CountText {
    /// `1 message`, `2 messages`.
    static func of(_ count: some BinaryInteger, _ noun: String) -> String {
        "\(count) \(noun)\(count == 1 ? "" : "s")"
    }
}
