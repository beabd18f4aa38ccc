import Arguments
import WorkshopModel
import WorkshopStore

/// `workshop restore`: puts a backup where a server will find it.
struct RestoreCommand {
    static let command = Command(
        CommandDescription(
            "restore", summary: "restore a backup",
            discussion: """
                Verifies all of a backup, then copies its files and its database to where a \
                server will find them; the database comes last, in one step. Files that are there \
                already stay.

                A database that a server holds is never replaced, and one that is there only with \
                --replace, which gives it another name.
                """,
            section: "Server",
            options: DataOptions.descriptions + [
                OptionDescription(
                    "replace",
                    summary: "take the place of a database that is there, which stays "
                        + "beside it under another name")
            ],
            operands: [
                OperandDescription("DIR", hint: .directory, summary: "the folder of the backup")
            ],
            examples: [
                ExampleDescription(
                    "workshop restore /var/backups/workshop", summary: "into this folder"),
                ExampleDescription(
                    "workshop restore /var/backups/workshop --db new/workshop.db --blobs new/blobs",
                    summary: "elsewhere, to look at it"),
            ],
            exitStatuses: [
                ExitStatusDescription(0, summary: "the backup is restored"),
                ExitStatus.failed.description,
                ExitStatus.usage.description,
                ExitStatusDescription(3, summary: "there is no backup"),
                ExitStatusDescription(
                    4, summary: "there is a database, a server holds it, or a backup is under way"),
                ExitStatus.localFile.description,
            ])
    ) { invocation in
        let parsed = invocation.parsed
        try parsed.refuseURL(hint: "--db and --blobs say where the data goes")
        let folder = try parsed.operand("DIR").required(as: .path)
        let data = try DataOptions(parsed)
        let progress = StepProgress(invocation.surroundings)
        let restore = Restore(
            RestoreOptions(
                folder: folder, databasePath: data.databasePath, blobsPath: data.blobsPath,
                replaces: parsed.flag("replace"),
                progress: { progress.show($0.step.rawValue, bytes: $0.bytes, total: $0.total) }))
        let outcome: RestoreOutcome
        do {
            defer { progress.clear() }
            outcome = try restore.run()
        }
        try invocation.show(outcome.json(folder, data)) { _ in outcome.text(data).inert }
    }
}
