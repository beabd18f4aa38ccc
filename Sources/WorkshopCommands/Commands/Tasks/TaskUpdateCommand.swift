import Arguments
import WorkshopModel

/// `workshop task update`.
struct TaskUpdateCommand {
    static let command = Command(
        CommandDescription(
            "update", summary: "tell how a task is coming along",
            discussion: """
                BODY is a JSON object; without it, standard input is read when it is a pipe or a \
                file, and where there is nothing it is {}. Its members become those of the \
                task.updated message. In a loop that reads lines, write '{}' or </dev/null, or \
                the rest of the lines is taken for the body.
                """,
            options: [SharedOptions.claim, SharedOptions.from],
            operands: [
                TaskCommand.idOperand,
                OperandDescription("BODY", isRequired: false, summary: "JSON, '-' or '@FILE'"),
            ],
            examples: [
                ExampleDescription(
                    "workshop task update ID '{\"progress\":0.5}'", summary: "half way")
            ],
            exitStatuses: ExitStatus.ofClient(.notFound, .conflict, .localFile))
    ) { invocation in
        try await invocation.perform(.update(note: try note(invocation))) { receipt in
            guard case .updated(interrupted: true) = receipt.outcome else {
                return "updated task \(receipt.id.inert)"
            }
            return "updated task \(receipt.id.inert), which somebody wants to be stopped"
        }
    }

    private static func note(_ invocation: Invocation) throws(CommandFailure) -> JSONText {
        let reader = JSONReader(input: invocation.surroundings.input)
        let argument = invocation.parsed.operand("BODY").string
        let note =
            if let argument { try reader.read(argument, name: "BODY") } else {
                try reader.readUnasked(insteadOf: "BODY") ?? .emptyObject
            }
        guard note.kind == .object else {
            throw .notAnObject(JSONSource(of: argument, name: "BODY"), note.kind)
        }
        return note
    }
}
