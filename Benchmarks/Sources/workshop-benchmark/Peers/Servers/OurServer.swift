import WorkshopBench

/// workshop, with everything at its default but where it listens and keeps its data.
struct OurServer: PeerServer {
    let binary: String
    let durability = "a message is answered, and delivered, when it is synced"

    func configuration(at place: PeerPlace) -> String? { nil }

    func command(at place: PeerPlace) -> [String] {
        [
            binary, "serve", "--listen", "127.0.0.1:\(place.port)",
            "--db", place.folder + "/workshop.db", "--blobs", place.folder + "/blobs",
            "--max-file-size", "2GiB",
        ]
    }

    func subscription(at address: ServerAddress) -> Opening {
        Opening(
            HTTPRequest.stream(of: "load", at: address), mark: Array("open".utf8), isChunked: true)
    }

    func publication(connection: Int, at address: ServerAddress) -> Publication {
        OurServer.publication(to: "load", at: address)
    }

    static func publication(to channel: String, at address: ServerAddress) -> Publication {
        let message =
            #"{"from":"load.benchmark","type":"msg.load","body":"# + Publication.body() + "}"
        return Publication(
            HTTPRequest.post("/ch/\(channel)", message, at: address), acknowledgement: .http)
    }

    let question = Opening("GET /status HTTP/1.1\r\nHost: localhost\r\n\r\n", mark: "uptime")
}
