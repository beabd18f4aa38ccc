import WorkshopBench

/// What of Debian takes part.
enum PeerPackages {
    private static let names =
        ["redis-server", "nats-server", "nginx", "libnginx-mod-nchan", "mosquitto"]
        + ["libsqlite3-0", "openssl", "curl", "gcc"]

    /// - Returns: `NAME VERSION`, with commas between.
    static func versions(folder: String) throws(BenchmarkError) -> String {
        let said = try CommandOutput.text(
            of: ["dpkg-query", "--show", "--showformat=${Package} ${Version}\\n"] + names,
            folder: folder)
        return said.split(separator: "\n").joined(separator: ", ")
    }
}
