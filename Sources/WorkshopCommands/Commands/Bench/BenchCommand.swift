import Arguments

/// `workshop bench`: the commands that load a server.
struct BenchCommand {
    static let command = Command(
        CommandDescription(
            "bench", summary: "measure how fast a server is",
            discussion: """
                Without --url or WORKSHOP_URL, each starts a server of its own with everything at \
                its default, fsync included, in a temporary folder ($TMPDIR, else /var/tmp), and \
                removes both afterwards.

                A server that is named is loaded for real, and what is written stays there: \
                messages in the channel 'bench' or the one that --ch names, finished tasks, files.
                """,
            section: "Server",
            examples: [
                ExampleDescription("workshop bench pub", summary: "how many messages it takes"),
                ExampleDescription(
                    "workshop bench sub --subscribers 1000 --rate 100",
                    summary: "how soon a thousand streams have them"),
            ],
            exitStatuses: ExitStatus.ofClient(.conflict)),
        subcommands: [
            BenchPubCommand.command, BenchSubCommand.command, BenchClaimCommand.command,
            BenchPutCommand.command,
        ])
}
