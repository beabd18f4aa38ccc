/// Where JSON was given.
enum JSONSource: Sendable, Equatable, CustomStringConvertible {
    /// On the command line, as this operand or option.
    case argument(String)
    case standardInput
    case file(String)

    var description: String {
        switch self {
        case .argument(let name): name
        case .standardInput: "standard input"
        case .file(let path): "'\(path)'"
        }
    }

    /// What a user may have meant who gave what is no JSON.
    var wayOut: String? {
        self == .argument("BODY") ? "--text publishes text as it is, -F key=value builds JSON" : nil
    }
}
