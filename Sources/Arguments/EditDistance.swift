/// How many typing slips lie between two words.
enum EditDistance {
    /// The Damerau-Levenshtein distance in its restricted form (optimal string alignment): the
    /// fewest insertions, deletions, substitutions and swaps of neighbours, no letter touched
    /// twice. `nil` where it is more than `bound`.
    ///
    /// Words that differ more than `bound` in length are not compared, which keeps the cost to
    /// about the square of the shorter word however long the other is.
    static func between<Element: Equatable>(
        _ first: [Element], _ second: [Element], atMost bound: Int
    ) -> Int? {
        guard abs(first.count - second.count) <= bound else { return nil }
        var beforePrevious: [Int] = []
        var previous = Array(0...second.count)
        for i in first.indices {
            var row = [i + 1]
            for j in second.indices {
                let substitution = previous[j] + (first[i] == second[j] ? 0 : 1)
                var cost = min(previous[j + 1] + 1, row[j] + 1, substitution)
                if i > 0, j > 0, first[i] == second[j - 1], first[i - 1] == second[j] {
                    cost = min(cost, beforePrevious[j - 1] + 1)
                }
                row.append(cost)
            }
            (beforePrevious, previous) = (previous, row)
        }
        let distance = previous[second.count]
        return distance <= bound ? distance : nil
    }
}
