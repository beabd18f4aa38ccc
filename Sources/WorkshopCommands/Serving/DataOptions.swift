import Arguments

/// Where the data is: the same for whatever works on it.
struct DataOptions {
    let databasePath: String
    let blobsPath: String

    init(_ parsed: ParsedCommand) throws(UsageError) {
        databasePath = try parsed.option("db").value(as: .path) ?? "workshop.db"
        blobsPath = try parsed.option("blobs").value(as: .path) ?? "blobs"
    }

    static let descriptions = [
        OptionDescription(
            "db", value: ValueDescription("FILE", .file), environment: "DB_PATH",
            defaultText: "workshop.db", summary: "the database"),
        OptionDescription(
            "blobs", value: ValueDescription("FOLDER", .directory), environment: "BLOBS_DIR",
            defaultText: "blobs", summary: "where files are kept"),
    ]
}

extension ParsedCommand {
    /// Refuses `--url` where no server is asked; `WORKSHOP_URL` is meant for other commands.
    func refuseURL(hint: String) throws(UsageError) {
        guard case .option = option(SharedOptions.url.name).origin else { return }
        throw usageError("'--url' is for the commands that talk to a server", hint: hint)
    }
}
