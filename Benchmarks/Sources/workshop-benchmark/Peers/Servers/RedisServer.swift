import WorkshopBench

/// redis: streams that are kept (`XADD`), and pub/sub, which keeps nothing.
struct RedisServer: PeerServer {
    let durability = "XADD is answered when the append-only file is synced; PUBLISH keeps nothing"

    func configuration(at place: PeerPlace) -> String? {
        """
        bind 127.0.0.1
        port \(place.port)
        dir \(place.folder)
        daemonize no
        # Every write is synced before it is answered, all that wait in one go, and nothing else
        # is written: no snapshots, no rewriting of the file in between.
        appendonly yes
        appendfsync always
        save ""
        auto-aof-rewrite-percentage 0
        # Subscribers that fall behind are kept.
        client-output-buffer-limit pubsub 0 0 0
        maxclients 15000
        tcp-backlog 4096
        loglevel warning

        """
    }

    func command(at place: PeerPlace) -> [String] { ["redis-server", place.configurationPath] }

    func subscription(at address: ServerAddress) -> Opening {
        Opening("SUBSCRIBE load\r\n", mark: ":1\r\n")
    }

    func publication(connection: Int, at address: ServerAddress) -> Publication {
        Publication(
            RedisServer.command("PUBLISH", "load", Publication.body()),
            acknowledgement: .lines(1, lastBeginsWith: ":"))
    }

    func keptPublication(connection: Int, at address: ServerAddress) -> Publication {
        Publication(
            RedisServer.command("XADD", "kept", "*", "body", Publication.body()),
            acknowledgement: .lines(2, lastBeginsWith: ""))
    }

    let question = Opening("PING\r\n", mark: "+PONG\r\n")

    private static func command(_ words: String...) -> String {
        "*\(words.count)\r\n"
            + words.map { "$\($0.utf8.count)\r\n\($0)\r\n" }.joined()
    }
}
