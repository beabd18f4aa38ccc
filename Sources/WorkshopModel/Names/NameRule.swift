/// What every name of the protocol must keep: length in bytes, no control characters, and where
/// asked not blank. One place, so that no endpoint has a rule of its own.
struct NameRule {
    let subject: String
    let limit: Int
    var mayBeBlank = false
    var forbidsSlash = false

    /// - Throws: ``APIError`` with `.malformed`, the sentence naming the subject and the rule.
    func check(_ text: String) throws(APIError) {
        let count = text.utf8.count
        if count > limit {
            throw APIError(.malformed, "'\(subject)' has \(count) bytes, at most \(limit) may be")
        }
        if count == 0 {
            throw APIError(.malformed, "'\(subject)' is empty")
        }
        var onlySpace = true
        for scalar in text.unicodeScalars {
            if NameRule.isControl(scalar) {
                throw APIError(
                    .malformed, "'\(subject)' has a control character, which names may not have")
            }
            if onlySpace, !scalar.properties.isWhitespace { onlySpace = false }
        }
        if onlySpace, !mayBeBlank {
            throw APIError(.malformed, "'\(subject)' is blank")
        }
        if forbidsSlash, text.utf8.contains(UInt8(ascii: "/")) {
            throw APIError(.malformed, "'\(subject)' has a '/', which channel names may not have")
        }
    }

    /// U+0000–1F and U+7F–9F.
    static func isControl(_ scalar: Unicode.Scalar) -> Bool {
        scalar.value < 0x20 || (0x7F...0x9F).contains(scalar.value)
    }
}
