import Arguments
import WorkshopModel

/// `workshop task done`.
struct TaskDoneCommand {
    static let command = Command(
        CommandDescription(
            "done", summary: "finish a task",
            discussion: """
                RESULT is any JSON, kept exactly; without it, standard input is read when it is a \
                pipe or a file, else the result is {}. In a loop that reads lines, write '{}' or \
                </dev/null, or the rest of the lines is taken for the result.
                """,
            options: [
                OptionDescription(
                    "file", value: ValueDescription("PATH", .file), isRepeatable: true,
                    summary: "upload this file and attach it"),
                SharedOptions.claim, SharedOptions.from,
            ],
            operands: [
                TaskCommand.heldOperand,
                OperandDescription(
                    "RESULT", hint: .textOrFile, isRequired: false, summary: "JSON, '-' or '@FILE'"),
            ],
            examples: [
                ExampleDescription(
                    "workshop task done ID '{\"ok\":true}' --file report.pdf",
                    summary: "with a result and a file")
            ],
            exitStatuses: ExitStatus.ofClient(.notFound, .conflict, .localFile))
    ) { invocation in
        let files = invocation.parsed.option("file").strings
        guard files.count <= Limits.files else {
            throw invocation.parsed.usageError(
                "\(files.count) files, at most \(Limits.files) may be attached")
        }
        let reader = JSONReader(input: invocation.surroundings.input)
        let argument = invocation.parsed.operand("RESULT").string
        let result =
            if let argument { try reader.read(argument, name: "RESULT") } else {
                try reader.readUnasked(insteadOf: "RESULT") ?? .emptyObject
            }
        let hashes = try await Attachments.upload(files, to: try invocation.workshop(), invocation)
        try await invocation.perform(.done(result: result, files: hashes)) {
            "finished task \($0.id.inert)"
        }
    }
}
