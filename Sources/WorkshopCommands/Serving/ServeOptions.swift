import Arguments
import WorkshopModel
import WorkshopServer
import WorkshopStore

/// What `workshop serve` is told: flag over environment over default.
struct ServeOptions {
    static let standardPort = 4_242

    let listen: ListenChoice
    let data: DataOptions
    let retentionDays: Int
    let maximumFileSize: Int64
    let durability: StoreConfiguration.Durability
    let mesh: MeshOptions
    let browser: BrowserGuard
    let isVerbose: Bool

    /// - Parameter sockets: that the process was given to listen on.
    init(_ invocation: Invocation, sockets: [InheritedSocket]) throws(UsageError) {
        let parsed = invocation.parsed
        try parsed.refuseURL(hint: "--listen says where to serve")
        listen = try ListenChoice(parsed, sockets: sockets)
        data = try DataOptions(parsed)
        retentionDays =
            try parsed.option("retention-days").value(as: .integer(in: 0...36_500)) ?? 30
        let size = try parsed.option("max-file-size").value(as: .byteSize(in: 1...Int.max))
        maximumFileSize = size.map(Int64.init) ?? Limits.fileSize
        durability = try parsed.option("sync").value(as: .choice()) ?? .full
        mesh = try MeshOptions(parsed)
        let machine = invocation.surroundings.hostName
        browser = BrowserGuard(
            hostnames: try parsed.option("hostname").values(as: .hostName)
                + [machine, String(machine.prefix { $0 != "." })],
            origins: try parsed.option("allow-origin").values(as: .origin))
        isVerbose = parsed.flag("verbose")
    }
}

extension ServeOptions {
    static let descriptions =
        [
            OptionDescription(
                "listen", value: ValueDescription("ADDRESS"), isRepeatable: true,
                defaultText: "every address, port 4242",
                summary:
                    "where to serve: HOST:PORT, [V6]:PORT, :PORT or unix:/path; port 0 picks one")
        ] + DataOptions.descriptions + furtherDescriptions

    private static let furtherDescriptions = [
        OptionDescription(
            "retention-days", value: ValueDescription("DAYS"),
            environment: "WORKSHOP_RETENTION_DAYS", defaultText: "30",
            summary: "how long messages are kept; 0 keeps them for ever"),
        OptionDescription(
            "max-file-size", value: ValueDescription("SIZE"),
            environment: "WORKSHOP_MAX_FILE_SIZE", defaultText: "100MiB",
            summary: "how large a file may be"),
        OptionDescription(
            "sync",
            value: ValueDescription("MODE", .choices(of: StoreConfiguration.Durability.self)),
            environment: "WORKSHOP_SYNC", defaultText: "full",
            summary: "whether what was answered survives a power cut, or only a crash"),
        OptionDescription(
            "verbose", short: "v", environment: "WORKSHOP_VERBOSE",
            summary: "log a line for each request"),
        OptionDescription(
            "allow", value: ValueDescription("CIDR"), isRepeatable: true,
            environment: "WORKSHOP_ALLOW",
            summary: "also admit peers of this network; 'all' admits everybody", section: "Guards"),
        OptionDescription(
            "hostname", value: ValueDescription("NAME"), isRepeatable: true,
            environment: "WORKSHOP_HOSTNAMES",
            summary: "also answer to this host name", section: "Guards"),
        OptionDescription(
            "allow-origin", value: ValueDescription("ORIGIN"), isRepeatable: true,
            environment: "WORKSHOP_ALLOW_ORIGIN",
            summary: "let web pages of this origin use the server, such as https://example.org",
            section: "Guards"),
    ]
}
