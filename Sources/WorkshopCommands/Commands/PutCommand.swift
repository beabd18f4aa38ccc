import Arguments
import Glibc
import WorkshopClient
import WorkshopModel

/// `workshop put`: stores files.
struct PutCommand {
    static let command = Command(
        CommandDescription(
            "put", summary: "store files under their hashes",
            discussion: """
                Files are streamed, whatever their size. With --ch, each file is also announced \
                in that channel by a file.shared message with its name, size and hash. When one \
                cannot be stored the others are, and the exit status tells of the first.
                """,
            section: "Files",
            options: [
                OptionDescription(
                    "ch", value: ValueDescription("CH", .channel),
                    summary: "also announce each file in this channel"),
                SharedOptions.from,
            ],
            operands: [
                OperandDescription(
                    "FILE", hint: .file, isRepeatable: true,
                    summary: "the files; '-' reads standard input")
            ],
            examples: [
                ExampleDescription("workshop put report.pdf --ch general", summary: "share a file"),
                ExampleDescription(
                    "hash=$(tar c src | workshop put - | jq -r .hash)",
                    summary: "store what a command prints"),
            ],
            exitStatuses: ExitStatus.ofClient(.localFile))
    ) { invocation in
        let paths = invocation.parsed.operand("FILE").strings
        guard paths.filter({ $0 == "-" }).count <= 1 else {
            throw invocation.parsed.usageError("standard input can be stored once only")
        }
        let channel = try invocation.parsed.option("ch").value(as: .channel)
        let agent = try invocation.agent()
        let workshop = try invocation.workshop()
        var failures: [any Error] = []
        for path in paths {
            do {
                try await put(path, announcedIn: channel, from: agent, on: workshop, invocation)
            } catch let error as ClientError where error.isOfOneFile && paths.count > 1 {
                FailureReport(error).print(on: invocation.surroundings.errors)
                failures.append(error)
            }
        }
        if let first = failures.first { throw Silenced(first) }
    }

    private static func put(
        _ path: String, announcedIn channel: ChannelName?, from agent: AgentName,
        on workshop: RemoteWorkshop, _ invocation: Invocation
    ) async throws {
        let stored = try await store(path, on: workshop, invocation)
        var announcement: ULID?
        if let channel {
            let draft = stored.announcement(in: channel, from: agent)
            announcement = try await workshop.publish(draft).id
        }
        try invocation.show(stored.json(announcement: announcement)) { _ in
            "\(stored.receipt.hash.text)  \(path.inert) "
                + "(\(ByteText.of(stored.receipt.size))\(stored.receipt.isNew ? "" : ", known"))"
        }
    }

    private static func store(
        _ path: String, on workshop: RemoteWorkshop, _ invocation: Invocation
    ) async throws -> StoredFile {
        let input = invocation.surroundings.input
        let source =
            path == "-"
            ? UploadSource.descriptor(input.descriptor, name: input.name) : .file(path: path)
        let bar = ProgressBar(path, invocation.surroundings)
        defer { bar.clear() }
        return StoredFile(path: path, receipt: try await workshop.upload(source) { bar.show($0) })
    }
}

extension ClientError {
    /// Whether it says nothing about the next file.
    fileprivate var isOfOneFile: Bool {
        switch self {
        case .local(let failure): failure.errorNumber != EPIPE
        case .refused(let refusal): refusal.status < 500
        case .unreachable, .brokenOff, .timedOut, .unconfirmed, .protocolViolation, .cancelled:
            false
        }
    }
}
