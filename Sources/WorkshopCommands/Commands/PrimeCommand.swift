import Arguments
import WorkshopClient
import WorkshopModel

/// `workshop prime`: what an agent needs to know to work here.
struct PrimeCommand {
    /// An agent's start waits for this command.
    private static let patience = Duration.seconds(2)

    static let command = Command(
        CommandDescription(
            "prime", summary: "tell an agent how to work here",
            discussion: """
                A page of at most \(PrimePage.longest) lines for the context of an agent that is \
                about to work: who it is, what the channels and tasks are right now, which \
                commands take and give work, and what the exit statuses mean. It is text into a \
                pipe too; --json gives the same as an object.

                It takes two seconds at most. Where the server does not answer, the page says so \
                and tells the rest, and the exit status is 6.
                """,
            section: "Agents", options: [SharedOptions.from],
            examples: [
                ExampleDescription(
                    "AGENT_ID=scout.lab workshop prime || true",
                    summary: "in the hook that starts an agent, with a server or without")
            ],
            exitStatuses: ExitStatus.ofClient())
    ) { invocation in
        let workshop = try invocation.workshop(patience: patience)
        let facts = try await PrimeFacts.gather(invocation, from: workshop)
        if invocation.parsed.flag(SharedOptions.json.name) {
            try invocation.output.write(line: facts.json(guide: PrimePage.guide).bytes)
        } else {
            try invocation.output.write(PrimePage(facts).text)
        }
        if case .failure(let error) = facts.live { throw error }
    }
}
