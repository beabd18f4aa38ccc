/// Where JSON was given.
enum JSONSource: Sendable, Equatable, CustomStringConvertible {
    /// On the command line, as this operand or option.
    case argument(String)
    case standardInput
    /// Standard input, although nothing said so, because this was not given.
    case inputInstead(of: String)
    case file(String)

    /// - Parameters:
    ///   - argument: what gives or names the JSON; nothing lets standard input be read.
    ///   - name: the operand or option.
    init(of argument: String?, name: String) {
        switch argument {
        case nil: self = .inputInstead(of: name)
        case "-"?: self = .standardInput
        case let text? where text.utf8.first == UInt8(ascii: "@"):
            self = .file(String(text.dropFirst()))
        case .some: self = .argument(name)
        }
    }

    var description: String {
        switch self {
        case .argument(let name): name
        case .standardInput, .inputInstead: "standard input"
        case .file(let path): "'\(path)'"
        }
    }

    /// What a user may have meant who gave what is no JSON.
    var wayOut: String? {
        switch self {
        case .argument("BODY"):
            "a body is JSON, such as '{\"text\":\"hello\"}'; 'workshop pub' also takes --text and -F"
        case .inputInstead(let name):
            "no \(name) was given, so standard input was read; write '{}', or '</dev/null'"
        case .argument, .standardInput, .file: nil
        }
    }
}
