import Arguments
import WorkshopClient
import WorkshopModel

/// `workshop tail`: messages as they come.
struct TailCommand {
    static let command = Command(
        CommandDescription(
            "tail", summary: "follow messages as they come",
            discussion: """
                A lost connection is made again by itself, and the stream goes on where it was: \
                every message is shown once, in order. Only the first connection must succeed.

                With --cursor, the next run of the same name goes on where this one stopped, \
                however it stopped: no message is missed, and after a kill at most one comes \
                again. A name that is new begins as without it, now or where -n or --since says; \
                later these do not count. It is one place in the stream of all channels, so give \
                each reader a name of its own; two at once are refused. To stop after some \
                messages, --count leaves the rest for the next run, while what 'head' took out of \
                the pipe counts as shown.

                Cursors are files in workshop/cursors under $XDG_STATE_HOME or ~/.local/state, in \
                a folder for each server's address; removing one makes its name new.
                """,
            section: "Messages", options: options,
            operands: [
                OperandDescription(
                    "CH", hint: .channel, isRequired: false, isRepeatable: true,
                    summary: "the channels; all of them where none is named")
            ],
            examples: [
                ExampleDescription("workshop tail", summary: "watch everything"),
                ExampleDescription(
                    "workshop tail general -n 10", summary: "the newest ten, then what comes"),
                ExampleDescription(
                    "workshop tail builds --type build. --count 1 --timeout 10m | jq .body",
                    summary: "wait for the next build"),
                ExampleDescription(
                    "workshop tail jobs --cursor nightly --timeout 5s >> jobs.ndjson",
                    summary: "what came since the last run, and what comes in five seconds"),
            ],
            environment: [
                EnvironmentDescription(
                    "XDG_STATE_HOME", summary: "where cursors are kept instead of ~/.local/state")
            ],
            exitStatuses: ExitStatus.ofClient(.conflict, .localFile, .timedOut))
    ) { invocation in
        let timeout = try invocation.parsed.option("timeout").value(as: .duration())
        let session = try TailSession(invocation)
        try await TimeLimit.run(timeout) { try await session.run() }
    }

    private static let options = [
        OptionDescription(
            "number", short: "n", value: ValueDescription("N"),
            summary: "begin with the newest N that are there"),
        OptionDescription(
            "since", value: ValueDescription("WHEN"),
            summary: "begin after this: an id, a duration ago (10m, 1h30m, 1w), "
                + "a date or time (2026-01-31, 2026-01-31T14:00, with Z in UTC), or 'all'"),
        OptionDescription(
            "cursor", value: ValueDescription("NAME", .cursor),
            summary: "resume where this name stopped on this server"),
        OptionDescription(
            "count", value: ValueDescription("N"), summary: "end after N messages"),
        OptionDescription(
            "timeout", value: ValueDescription("DURATION"),
            summary: "end after this time, with status 124"),
        OptionDescription(
            "strict", summary: "fail when messages that were to come are gone"),
        SharedOptions.typeFilter, SharedOptions.fromFilter, SharedOptions.notFromFilter,
    ]
}
