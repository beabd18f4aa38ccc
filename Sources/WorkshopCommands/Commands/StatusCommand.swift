import Arguments
import WorkshopClient
import WorkshopModel

/// `workshop status`: counts and health of the server.
struct StatusCommand {
    static let command = Command(
        CommandDescription(
            "status", summary: "show how the server is", section: "Server",
            options: [
                OptionDescription(
                    "check", summary: "print nothing when all is well; the exit status tells")
            ],
            examples: [
                ExampleDescription(
                    "workshop status --check || systemctl restart workshop",
                    summary: "in a health script")
            ],
            exitStatuses: ExitStatus.ofClient()),
        needsOutput: false
    ) { invocation in
        let workshop = try invocation.workshop()
        let isCheck = invocation.parsed.flag("check")
        let status: ServerStatus
        do throws(ClientError) {
            status = try await workshop.status()
        } catch {
            if isCheck { throw Silenced(error) }
            throw error
        }
        if isCheck {
            if let trouble = status.storage { throw CommandFailure.cannotStore(trouble) }
            return
        }
        try invocation.show(status.json) { style in
            text(status, at: workshop.address, now: invocation.surroundings.now(), style)
        }
    }

    private static func text(
        _ status: ServerStatus, at address: WorkshopAddress, now: Timestamp, _ style: TextStyle
    ) -> String {
        let version = status.version.isEmpty ? "" : " (workshop \(status.version))"
        let last = status.lastID.flatMap { ULID($0) }.map { id in
            let time = Timestamp(milliseconds: id.milliseconds)
            return "\(id.text), \(TimeText.relative(time, now: now))"
        }
        var fields = FieldList()
        fields.add("server", "\(address)\(version)")
        fields.add("cannot store", status.storage.map { text($0, now: now) })
        fields.add("up for", DurationText.precise(seconds: status.uptimeMilliseconds / 1_000))
        fields.add("messages", String(status.messages))
        fields.add("last message", last)
        fields.add("tasks", String(status.tasks))
        fields.add("agents here", String(status.agentsLive))
        fields.add("subscribers", String(status.subscribers))
        return fields.text(style)
    }

    private static func text(_ trouble: StorageTrouble, now: Timestamp) -> String {
        "\(trouble.reason) (\(TimeText.relative(trouble.since, now: now)))"
    }
}
