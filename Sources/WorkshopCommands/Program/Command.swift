import Arguments

/// One command: what is said about it, and what it does.
struct Command: Sendable {
    let description: CommandDescription
    let subcommands: [Command]
    /// Whether SIGINT and SIGTERM are a wish the command grants by itself instead of its end.
    let grantsTermination: Bool
    /// Whether they, and SIGHUP, are news to the command, which ends by them itself.
    let takesSignals: Bool
    /// Whether it does something that must not be done when its result cannot be told.
    let needsOutput: Bool
    /// Returns when all is done. Untyped, because a command meets errors of every module;
    /// ``FailureReport`` knows them all.
    let run: @Sendable (Invocation) async throws -> Void

    /// - Parameters:
    ///   - description: without subcommands; those come with `subcommands`.
    ///   - run: never called where a subcommand is required.
    init(
        _ description: CommandDescription, subcommands: [Command] = [],
        grantsTermination: Bool = false, takesSignals: Bool = false, needsOutput: Bool = true,
        run: @escaping @Sendable (Invocation) async throws -> Void = { _ in }
    ) {
        var description = description
        description.subcommands = subcommands.map(\.description)
        self.description = description
        self.subcommands = subcommands
        self.grantsTermination = grantsTermination
        self.takesSignals = takesSignals
        self.needsOutput = needsOutput
        self.run = run
    }

    /// The command that these names lead to, this one's own not among them.
    func descendant(_ names: some Collection<String>) -> Command {
        guard let name = names.first else { return self }
        guard let next = subcommands.first(where: { $0.description.name == name }) else {
            preconditionFailure("the parser knows the command '\(name)' and the table does not")
        }
        return next.descendant(names.dropFirst())
    }
}
