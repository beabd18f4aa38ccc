import Arguments
import WorkshopClient
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

                When somebody wants the task to be stopped the update is made all the same, and \
                the exit status is 8: time to finish with what there is, or to give it back.
                """,
            options: [SharedOptions.claim, SharedOptions.from],
            operands: [
                TaskCommand.heldOperand,
                OperandDescription(
                    "BODY", hint: .textOrFile, isRequired: false, summary: "JSON, '-' or '@FILE'"),
            ],
            examples: [
                ExampleDescription(
                    "workshop task update ID '{\"progress\":0.5}'", summary: "half way"),
                ExampleDescription(
                    "workshop task update ID '{}'; [ $? -ne 8 ] || workshop task abandon ID",
                    summary: "give it back when somebody wants it stopped"),
            ],
            exitStatuses: ExitStatus.ofClient(
                .notFound, .conflict, .interrupted, .localFile))
    ) { invocation in
        let receipt = try await invocation.perform(.update(note: try note(invocation))) {
            "updated task \($0.id.inert)"
        }
        guard case .updated(interrupted: true) = receipt.outcome else { return }
        // Who and why is worth a look, and not another error.
        let task = try? await invocation.workshop().task(receipt.id)
        throw CommandFailure.interrupted(task: receipt.id, task?.interrupt)
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
