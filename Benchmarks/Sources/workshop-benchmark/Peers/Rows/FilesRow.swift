import Glibc
import WorkshopBench

/// A file of 1 GiB up and down, beside what the machine needs to hash, copy and send it.
struct FilesRow: PeerRow {
    let name = "files"
    let title = "a file of 1 GiB: upload and download by curl"
    let contestants: [Contestant] = [.workshop, .nginx, .openssl, .copy]

    var demands: [Demand] {
        [
            Demand(
                "upload of 1 GiB ÷ the slower of SHA-256 and cp with fsync",
                .quotient(
                    median("upload"),
                    .least([median("SHA-256", of: .openssl), median("copied", of: .copy)])),
                .atLeast(0.5), goal: .atLeast(0.8)),
            Demand(
                "download of 1 GiB ÷ nginx", ratio("download", to: .nginx), .atLeast(0.7),
                goal: .atLeast(0.95)),
        ]
    }

    func measure(
        _ contestant: Contestant, _ bench: PeerBench
    ) throws(BenchmarkError) -> [Figure] {
        let file = try bench.largeFile.path()
        switch contestant {
        case .workshop: return try upAndDown(file, bench)
        case .nginx: return try download(file, bench)
        case .openssl:
            return [try rate("SHA-256", of: ["openssl", "dgst", "-sha256", file])]
        case .copy:
            let folder = try TemporaryFolder(in: bench.options.folder)
            let copy = folder.path + "/copy"
            return [
                try rate(
                    "copied", of: ["sh", "-c", #"cp "$1" "$2" && sync "$2""#, "sh", file, copy])
            ]
        case .redis, .nats, .nchan, .mosquitto, .floor, .sqlite:
            preconditionFailure("\(contestant.title) keeps no files")
        }
    }

    private func upAndDown(_ file: String, _ bench: PeerBench) throws(BenchmarkError) -> [Figure] {
        try bench.withServer(.workshop) { peer throws(BenchmarkError) in
            let url = "http://\(peer.address.authority)/files"
            let answer = peer.folder + "/answer"
            let upload = try rate(
                "upload",
                of: [
                    "curl", "-sf", "-X", "POST", "-T", file, "-H", "Expect:", "-o", answer, url,
                ])
            // {"hash":"sha256:…","size":…}
            let words = try TextFile.read(answer).split(separator: "\"")
            guard words.count > 3 else { throw .server("an upload was not answered") }
            return [upload, try rate("download", of: curl("\(url)/\(words[3])"))]
        }
    }

    private func download(_ file: String, _ bench: PeerBench) throws(BenchmarkError) -> [Figure] {
        try bench.withServer(.nginx) { peer throws(BenchmarkError) in
            mkdir(peer.folder + "/files", 0o755)
            try SystemCall.check("link a file") { link(file, peer.folder + "/files/large") }
            let url = "http://\(peer.address.authority)/files/large"
            return [try rate("download", of: curl(url))]
        }
    }

    private func curl(_ url: String) -> [String] { ["curl", "-sf", "-o", "/dev/null", url] }

    private func rate(_ name: String, of words: [String]) throws(BenchmarkError) -> Figure {
        let nanoseconds = try TimedCommand(words).run()
        return Figure(
            name, Double(LargeFile.bytes) / (Double(nanoseconds) / 1e9), .bytesPerSecond)
    }
}
