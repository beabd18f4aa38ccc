import Arguments
import WorkshopModel
import WorkshopServer
import WorkshopStore

/// `workshop serve`: the server.
struct ServeCommand {
    static let command = Command(
        CommandDescription(
            "serve", summary: "serve messages, tasks and files",
            discussion: """
                There is no authentication: whoever can reach the server may use it. So it admits \
                only peers of private networks: loopback, RFC 1918, link-local, 100.64.0.0/10 \
                (Tailscale) and fc00::/7; --allow admits more.

                SIGTERM and SIGINT end it within five seconds and lose nothing; a second one ends \
                it at once, and loses nothing that was answered either.
                """,
            section: "Server", options: ServeOptions.descriptions,
            examples: [
                ExampleDescription("workshop serve", summary: "on every address, port 4242"),
                ExampleDescription(
                    "workshop serve --listen 127.0.0.1:4242 --listen unix:/run/workshop.sock",
                    summary: "for this machine only"),
            ],
            environment: [
                EnvironmentDescription("PORT", summary: "the port, where --listen is not given"),
                EnvironmentDescription(
                    "HOST", summary: "the address to listen on, where --listen is not given"),
            ],
            exitStatuses: [
                ExitStatusDescription(0, summary: "ended by SIGTERM or SIGINT"),
                ExitStatusDescription(1, summary: "it could not start"),
                ExitStatus.usage.description,
                ExitStatusDescription(
                    9, summary: "the database, or the folder of the files, cannot be used"),
            ]),
        grantsTermination: true, needsOutput: false
    ) { invocation in
        let options = try ServeOptions(invocation)
        let limit = OpenFileLimit.raise()
        guard let descriptors = DescriptorBudget(limit: limit) else {
            throw CommandFailure.tooFewOpenFiles(limit: limit)
        }
        FileSizeLimit.becomesError()
        try await ServerRun(options, descriptors, invocation.surroundings).run()
    }
}
