import Arguments

/// How long something is waited for.
enum Patience: Sendable, Equatable {
    case atMost(Duration)
    case forever

    /// `nil` for as long as it takes.
    var limit: Duration? {
        switch self {
        case .atMost(let duration): duration
        case .forever: nil
        }
    }
}

extension ValueSyntax where Value == Patience {
    /// A duration, or `forever`.
    static var patience: Self {
        Self { text throws(InvalidValue) in
            if text == "forever" { return .forever }
            do throws(InvalidValue) {
                return .atMost(try ValueSyntax<Duration>.duration().parse(text))
            } catch {
                throw InvalidValue(error.reason + ", or 'forever'", hint: error.hint)
            }
        }
    }
}
