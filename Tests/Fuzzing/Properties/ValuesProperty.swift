import Arguments

/// A word that is a value is within its bounds; one that is none is refused in a line that is
/// safe to print.
enum ValuesProperty {
    static func check(_ word: String) throws(Violation) {
        if let integer = try value(of: word, as: .integer()) {
            try require(
                try value(of: "\(integer)", as: .integer()) == integer,
                "an integer that is written reads back")
        }
        if let few = try value(of: word, as: .integer(in: 1...10)) {
            try require((1...10).contains(few), "an integer keeps to its range")
        }
        if let duration = try value(of: word, as: .duration()) {
            try require(
                (.zero ... .century).contains(duration), "a duration keeps to its range")
        }
        if let size = try value(of: word, as: .byteSize()) {
            try require(size >= 0, "a size is not negative")
            try require(
                try value(of: "\(size)B", as: .byteSize()) == size,
                "a size that is written reads back")
        }
        _ = try value(of: word, as: .boolean)
        if let choice = try value(of: word, as: .choice(among: ["upper", "lower"])) {
            try require(choice.isSame(as: word), "a choice is the word itself")
        }
    }

    private static func value<Value>(
        of word: String, as syntax: ValueSyntax<Value>
    ) throws(Violation) -> Value? {
        do throws(InvalidValue) {
            return try syntax.parse(word)
        } catch {
            try require(
                !error.reason.isEmpty && error.reason.isInert, "a refusal says what is right")
            try require(error.hint?.isInert != false, "a hint is a line that is safe to print")
            return nil
        }
    }
}
