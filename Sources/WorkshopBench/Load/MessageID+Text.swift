extension MessageID {
    /// As the server writes it.
    var text: String {
        var characters: [UInt8] = []
        for place in (0..<MessageID.textLength).reversed() {
            characters.append(MessageID.alphabet[Int(truncatingIfNeeded: bits >> (5 * place)) & 31])
        }
        return String(decoding: characters, as: UTF8.self)
    }
}
