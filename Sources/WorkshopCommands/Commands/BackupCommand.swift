import Arguments
import Glibc
import WorkshopModel
import WorkshopStore

/// `workshop backup`: makes a verified copy of a server's data.
struct BackupCommand {
    private static let niceness: Int32 = 10

    static let command = Command(
        CommandDescription(
            "backup", summary: "back up the data of a server",
            discussion: """
                Copies the database as it is at one moment, and the files, beside a running \
                server, which goes on meanwhile, or without one. Everything that was answered \
                before it began is in it.

                DIR is one backup. The next one into the same folder takes its place when it is \
                whole, verified and synced, and not before; files that it has already are linked, \
                not copied.
                """,
            section: "Server",
            options: DataOptions.descriptions + [
                OptionDescription(
                    "verify", summary: "read again the files that an earlier backup has verified")
            ],
            operands: [
                OperandDescription("DIR", hint: .directory, summary: "the folder of the backup")
            ],
            examples: [
                ExampleDescription(
                    "workshop backup /var/backups/workshop", summary: "the data in this folder"),
                ExampleDescription(
                    "workshop backup /var/backups/workshop --json | jq .newest",
                    summary: "the newest message that is in it"),
            ],
            exitStatuses: [
                ExitStatusDescription(0, summary: "the backup is made"),
                ExitStatusDescription(
                    1, summary: "the backup is made without files that are damaged, or not at all"),
                ExitStatus.usage.description,
                ExitStatusDescription(3, summary: "there is no database"),
                ExitStatusDescription(4, summary: "another backup into DIR is under way"),
                ExitStatus.localFile.description,
            ])
    ) { invocation in
        let parsed = invocation.parsed
        try parsed.refuseURL(hint: "--db and --blobs say where the data is")
        let folder = try parsed.operand("DIR").required(as: .path)
        let data = try DataOptions(parsed)
        // Whoever publishes meanwhile comes first. Where that is not allowed, it is done all the
        // same.
        setpriority(__priority_which_t(PRIO_PROCESS.rawValue), 0, BackupCommand.niceness)
        let progress = StepProgress(invocation.surroundings)
        let backup = Backup(
            BackupOptions(
                folder: folder, databasePath: data.databasePath, blobsPath: data.blobsPath,
                verifies: parsed.flag("verify"), program: Version.current,
                clock: invocation.surroundings.now,
                progress: { progress.show($0.step.rawValue, bytes: $0.bytes, total: $0.total) }))
        let outcome: BackupOutcome
        do {
            defer { progress.clear() }
            outcome = try backup.run()
        }
        try invocation.show(outcome.json(folder)) { _ in outcome.text(folder).inert }
        let damaged = outcome.files.damaged
        if !damaged.isEmpty { throw CommandFailure.leftOut(damaged) }
    }
}
