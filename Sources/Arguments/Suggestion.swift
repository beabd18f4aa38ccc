/// Finds the known names a mistyped word may have meant. Nothing is ever run on the strength of
/// a suggestion; it only makes the hint of an error.
enum Suggestion {
    /// More names than this would be a list, not a suggestion.
    private static let limit = 3

    /// The hint for `word`, or `nil` where nothing is near enough.
    ///
    /// - Parameter shown: a name as the user would type it, for options with their dashes.
    static func hint(
        for word: String, among names: [String], shown: (String) -> String = { $0 }
    ) -> String? {
        question(nearest(to: word, among: names).map(shown))
    }

    /// Asks whether one of these was meant; `nil` where there is none.
    static func question(_ names: [String]) -> String? {
        let quoted = names.prefix(limit).map { "'\($0)'" }
        guard let last = quoted.last else { return nil }
        let others = quoted.dropLast().joined(separator: ", ")
        return "did you mean \(others.isEmpty ? last : "\(others) or \(last)")?"
    }

    /// The names at the smallest distance, in their own order. A third of the longer word may
    /// be wrong, and never more than three letters. Where none is that near, the names that
    /// `word` begins: abbreviations are not accepted, but they are understood.
    static func nearest(to word: String, among names: [String]) -> [String] {
        let typed = Array(word.lowercased().unicodeScalars)
        var best: [String] = []
        var bestDistance = Int.max
        for name in names {
            let known = Array(name.lowercased().unicodeScalars)
            let bound = min(3, max(typed.count, known.count) / 3, bestDistance)
            guard let distance = EditDistance.between(typed, known, atMost: bound) else { continue }
            if distance < bestDistance {
                (best, bestDistance) = ([], distance)
            }
            best.append(name)
        }
        if best.isEmpty, typed.count >= 2 {
            best = names.filter { Array($0.lowercased().unicodeScalars).starts(with: typed) }
        }
        return Array(best.prefix(limit))
    }
}
