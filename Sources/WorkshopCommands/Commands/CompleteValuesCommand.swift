import Arguments

/// `workshop complete-values`: what the completion scripts ask for values. Whatever goes wrong,
/// it says nothing: somebody is typing.
struct CompleteValuesCommand {
    static let name = "complete-values"

    /// Leaves 50 ms of the 300 that a key press may take to starting and printing.
    private static let patience = Duration.milliseconds(250)

    static let command: Command = Command(
        CommandDescription(
            name, summary: "list the values a completion may offer", isHidden: true,
            options: [
                OptionDescription(
                    "prefix", value: ValueDescription("TEXT"), summary: "what is typed of it"),
                SharedOptions.from,
            ],
            operands: [OperandDescription("KIND", summary: "what kind of value")],
            passthrough: OperandDescription(
                "WORD", isRequired: false, isRepeatable: true, summary: "the words before it")),
        needsOutput: false
    ) { invocation in
        let found = CandidateList()
        // There is nobody to tell what went wrong.
        if let query = try? query(invocation) { await search(query, into: found) }
        let prefix = invocation.parsed.option("prefix").string ?? ""
        try? invocation.output.write(found.lines(preferring: prefix))
    }

    /// Returns when all is found or the time is over, even in the middle of a long answer: what
    /// is still going on then ends with the process.
    private static func search(_ query: CompletionQuery, into found: CandidateList) async {
        let (end, reached) = AsyncStream.makeStream(of: Void.self)
        let work = Task {
            // What was found before it failed is shown.
            try? await query.run(into: found)
            reached.finish()
        }
        let alarm = Task {
            // Cancelled when the work is done.
            try? await Task.sleep(for: patience)
            reached.finish()
        }
        for await _ in end {}
        work.cancel()
        alarm.cancel()
    }

    /// - Returns: `nil` for a kind that an older script asks for.
    private static func query(_ invocation: Invocation) throws -> CompletionQuery? {
        let parsed = invocation.parsed
        guard let kind = ValueKind(rawValue: try parsed.operand("KIND").required(as: .string))
        else { return nil }
        let root = CommandTable.root.description
        let typed = UnfinishedCommand(parsed.operand("WORD").strings, of: root)
        // The server and the agent are those of the command being typed, by the same rules.
        var words = [name, kind.rawValue]
        for option in [SharedOptions.url.name, SharedOptions.from.name] {
            guard let text = typed.option(option) ?? parsed.option(option).string else { continue }
            words += ["--\(option)", text]
        }
        let environment = invocation.surroundings.environment
        guard case .command(let own) = try root.parse(words, environment: environment) else {
            return nil
        }
        let same = try Invocation(own, invocation.surroundings)
        return CompletionQuery(
            kind: kind, typed: typed, workshop: try same.workshop(), agent: try same.agent(),
            surroundings: invocation.surroundings)
    }
}
