import Arguments
import WorkshopStore

/// `workshop doctor`: verifies the data of a server.
struct DoctorCommand {
    static let command = Command(
        CommandDescription(
            "doctor", summary: "verify the data of a server",
            discussion: """
                Looks at the database and the files in place, beside a running server, which it \
                does not hold up, or without one. It changes nothing, unless --fix is given.

                A note is worth knowing; a fault is something lost or answered wrongly, and the \
                exit status tells of it.
                """,
            section: "Server",
            options: DataOptions.descriptions + [
                OptionDescription(
                    "fix",
                    summary: "remove what cut-off uploads left, count again, move damaged files "
                        + "aside")
            ],
            examples: [
                ExampleDescription("workshop doctor", summary: "the data in this folder"),
                ExampleDescription(
                    "workshop doctor --json | jq 'select(.level != \"ok\")'",
                    summary: "what is not as it should be, for a program"),
            ],
            exitStatuses: [
                ExitStatusDescription(0, summary: "nothing is wrong; there may be notes"),
                ExitStatusDescription(1, summary: "there are faults"),
                ExitStatus.usage.description,
                ExitStatusDescription(3, summary: "there is no database"),
                ExitStatusDescription(
                    4, summary: "a server holds the database, and what is to be mended is its"),
                ExitStatus.localFile.description,
            ])
    ) { invocation in
        let parsed = invocation.parsed
        try parsed.refuseURL(hint: "--db and --blobs say where the data is")
        let data = try DataOptions(parsed)
        let progress = StepProgress(invocation.surroundings)
        defer { progress.clear() }
        var inspection = try Inspection(
            InspectionOptions(
                databasePath: data.databasePath, blobsPath: data.blobsPath,
                fixes: parsed.flag("fix"), clock: invocation.surroundings.now,
                progress: { progress.show($0.check.rawValue, bytes: $0.bytes, total: $0.total) }))
        var verdict = DoctorVerdict(data)
        while let finding = try inspection.next() {
            progress.clear()
            verdict.note(finding)
            let text = FindingText(finding, data)
            try invocation.show(finding.json(text)) { text.lines($0) }
        }
        if let failure = verdict.failure { throw failure }
    }
}
