/// What a terminal can show.
struct TextStyle: Sendable {
    var isColored: Bool
    var columns: Int

    enum Tint: String, Sendable {
        case plain = ""
        case bold = "1"
        case dim = "2"
        case red = "31"
        case green = "32"
        case yellow = "33"
        case blue = "34"
        case magenta = "35"
        case cyan = "36"
    }

    func paint(_ text: String, _ tint: Tint) -> String {
        guard isColored, tint != .plain, !text.isEmpty else { return text }
        return "\u{1B}[\(tint.rawValue)m\(text)\u{1B}[0m"
    }
}
