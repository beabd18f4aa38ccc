import WorkshopBench

/// What the command line asks for.
struct Options {
    /// The server's binary, started afresh for every row.
    var binary: String?
    /// A running server, in place of a binary.
    var url: String?
    /// The process of that server, for its CPU time and memory.
    var processID: Int32?
    var rows: [Row] = []
    /// How long each timed row is measured; a fifth of it goes before as warm-up.
    var seconds = 10.0
    /// Messages in the larger of the two histories.
    var messages = 1_000_000
    /// Where databases are made.
    var folder: String?
    var printsJSON = false
    var asksForHelp = false

    init(parsing arguments: some Sequence<String>) throws(BenchmarkError) {
        var rest = arguments.makeIterator()
        while let argument = rest.next() {
            switch argument {
            case "--workshop": binary = try Options.value(of: argument, rest.next())
            case "--url": url = try Options.value(of: argument, rest.next())
            case "--pid": processID = try Options.number(of: argument, rest.next(), from: 1)
            case "--only":
                rows.append(try Options.row(try Options.value(of: argument, rest.next())))
            case "--seconds":
                seconds = Double(try Options.number(of: argument, rest.next(), from: 1) as Int)
            case "--messages": messages = try Options.number(of: argument, rest.next(), from: 1_000)
            case "--folder": folder = try Options.value(of: argument, rest.next())
            case "--json": printsJSON = true
            case "-h", "--help": asksForHelp = true
            default: throw .usage("unknown argument '\(argument)'; see --help")
            }
        }
        if rows.isEmpty { rows = Row.allCases }
        guard asksForHelp || (binary == nil) != (url == nil) else {
            throw .usage("give either '--workshop PATH' or '--url URL'; see --help")
        }
    }

    static func value(of name: String, _ given: String?) throws(BenchmarkError) -> String {
        guard let given, !given.isEmpty else { throw .usage("'\(name)' needs a value") }
        return given
    }

    static func number<Number: FixedWidthInteger>(
        of name: String, _ given: String?, from least: Number
    ) throws(BenchmarkError) -> Number {
        let text = try value(of: name, given)
        guard let number = Number(text), number >= least else {
            throw .usage("'\(name)' takes a whole number from \(least) on, not '\(text)'")
        }
        return number
    }

    private static func row(_ name: String) throws(BenchmarkError) -> Row {
        guard let row = Row(rawValue: name) else {
            let known = Row.allCases.map(\.rawValue).joined(separator: ", ")
            throw .usage("'--only' takes one of \(known), not '\(name)'")
        }
        return row
    }
}
