import Arguments
import WorkshopClient
import WorkshopModel

/// `workshop get`: fetches a file.
struct GetCommand {
    static let command = Command(
        CommandDescription(
            "get", summary: "fetch a file by its hash",
            discussion: """
                With -o the file appears, or replaces the one there, only when it is whole and its \
                hash is right. Without, it goes to standard output as it comes, unless that is a \
                terminal; a wrong hash then shows in the exit status alone.
                """,
            section: "Files",
            options: [
                OptionDescription(
                    "output", short: "o", value: ValueDescription("FILE", .file),
                    summary: "where to put it; '-' is standard output, a terminal too")
            ],
            operands: [
                OperandDescription(
                    "HASH", hint: .blob, summary: "the hash, with or without 'sha256:' before it")
            ],
            examples: [
                ExampleDescription("workshop get sha256:9f86… -o report.pdf", summary: "to a file"),
                ExampleDescription("workshop get sha256:9f86… | tar x", summary: "into a pipe"),
            ],
            exitStatuses: ExitStatus.ofClient(.notFound, .localFile))
    ) { invocation in
        let hash = try invocation.parsed.operand("HASH").required(as: .blobHash)
        let path = invocation.parsed.option("output").string
        let destination = try destination(path, invocation)
        let bar = ProgressBar(path ?? "file", invocation.surroundings)
        let workshop = try invocation.workshop()
        let size = try await { () async throws(ClientError) in
            defer { bar.clear() }
            return try await workshop.download(hash, to: destination) { bar.show($0) }
        }()
        guard case .file(let path) = destination else { return }
        try invocation.show(json(hash, size, path)) { _ in
            "\(path.inert) (\(ByteText.of(size)))"
        }
    }

    private static func destination(
        _ path: String?, _ invocation: Invocation
    ) throws(UsageError) -> DownloadDestination {
        switch path {
        case "": throw invocation.parsed.usageError("'-o' needs the name of a file")
        case let path? where path != "-": return .file(path: path)
        case nil where invocation.output.isTerminal:
            throw invocation.parsed.usageError(
                "a file is not written to a terminal",
                hint: "-o FILE writes it to a file, '-o -' to the terminal all the same")
        default: return .descriptor(invocation.output.descriptor, name: invocation.output.name)
        }
    }

    private static func json(_ hash: BlobHash, _ size: Int64, _ path: String) -> JSONText {
        var writer = JSONWriter()
        writer.object { object in
            object.member("hash", hash.text)
            object.member("size", size)
            object.member("path", path)
        }
        return writer.finish()
    }
}
