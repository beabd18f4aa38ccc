import Arguments

/// What a command line asks for.
enum Plan: Sendable {
    case run(Command, ParsedCommand)
    case help(CommandPath)
    case version
    case refuse(any Error)

    /// Nothing is done yet.
    init(_ surroundings: Surroundings) {
        do {
            let root = CommandTable.root
            let result = try root.description.parse(
                try surroundings.arguments.get(), environment: surroundings.environment)
            switch result {
            case .help(let path): self = .help(path)
            case .version: self = .version
            case .command(let parsed):
                self = .run(root.descendant(parsed.path.names.dropFirst()), parsed)
            }
        } catch {
            self = .refuse(error)
        }
    }

    var grantsTermination: Bool {
        if case .run(let command, _) = self { command.grantsTermination } else { false }
    }

    var takesSignals: Bool {
        if case .run(let command, _) = self { command.takesSignals } else { false }
    }

    func carryOut(_ surroundings: Surroundings) async -> Ending {
        do {
            switch self {
            case .run(let command, let parsed):
                if command.needsOutput, surroundings.output.isClosed {
                    throw CommandFailure.isClosed(output: surroundings.output.name)
                }
                try await command.run(try Invocation(parsed, surroundings))
            case .help(let path): try HelpCommand.show(path, on: surroundings.output)
            case .version: try surroundings.output.write("workshop \(Version.current)\n")
            case .refuse(let error): throw error
            }
            return .status(.done)
        } catch {
            let report = FailureReport(error)
            report.print(
                on: surroundings.errors,
                forJournal: JournalStream.isStandardError(environment: surroundings.environment))
            return report.ending
        }
    }
}
