import Arguments
import Glibc
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
                it at once, and loses nothing that was answered either. SIGHUP does nothing.

                systemd is told when it is ready, how it fares and that it lives. Sockets that \
                systemd hands over (LISTEN_FDS) stand in for --listen, PORT and HOST: whoever \
                connects during a restart waits for the next server.
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
                EnvironmentDescription(
                    "LISTEN_FDS", summary: "how many sockets systemd hands over, with LISTEN_PID"),
                EnvironmentDescription(
                    "NOTIFY_SOCKET", summary: "where systemd is told how the server fares"),
                EnvironmentDescription(
                    "WATCHDOG_USEC", summary: "how long systemd waits for a sign of life"),
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
        let environment = invocation.surroundings.environment
        let manager = ServiceManager(environment: environment, process: getpid())
        do {
            let sockets = try SocketActivation.sockets(
                environment: environment, process: getpid())
            let options = try ServeOptions(invocation, sockets: sockets)
            try await serve(options, manager, invocation.surroundings)
        } catch {
            manager.tell(.failed(status: FailureReport(error).message))
            throw error
        }
    }

    private static func serve(
        _ options: ServeOptions, _ manager: ServiceManager, _ surroundings: Surroundings
    ) async throws {
        let limit = OpenFileLimit.raise()
        guard let descriptors = DescriptorBudget(limit: limit) else {
            throw CommandFailure.tooFewOpenFiles(limit: limit)
        }
        FileSizeLimit.becomesError()
        HangUp.doesNothing()
        try await ServerRun(options, descriptors, manager, surroundings).run()
    }
}
