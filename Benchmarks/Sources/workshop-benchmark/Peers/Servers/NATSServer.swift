import WorkshopBench

/// nats-server: JetStream in files, and its plain subjects, which keep nothing.
struct NATSServer: PeerServer {
    let durability =
        "JetStream answers when the message is written to its file, which is synced every two "
        + "minutes (this version has no other way); plain subjects keep nothing"

    func configuration(at place: PeerPlace) -> String? {
        """
        listen: "127.0.0.1:\(place.port)"
        jetstream {
          store_dir: "\(place.folder)/jetstream"
        }
        max_connections: 20000
        # Subscribers that fall behind are kept.
        max_pending: 1GB
        write_deadline: "60s"
        # The generator does not answer pings.
        ping_interval: "1h"

        """
    }

    func command(at place: PeerPlace) -> [String] {
        ["nats-server", "--config", place.configurationPath]
    }

    func subscription(at address: ServerAddress) -> Opening {
        Opening(NATSServer.connect + "SUB load 1\r\nPING\r\n", mark: "PONG\r\n")
    }

    /// What is kept is acknowledged by a message to the connection's inbox.
    func greeting(connection: Int) -> Opening? {
        Opening(
            NATSServer.connect + "SUB \(inbox(connection)) 1\r\nPING\r\n",
            mark: "PONG\r\n")
    }

    /// A plain subject acknowledges nothing: the answer to a ping shows that what came before it
    /// was dealt with.
    func publication(connection: Int, at address: ServerAddress) -> Publication {
        let body = Publication.body()
        return Publication(
            "PUB load \(body.utf8.count)\r\n\(body)\r\nPING\r\n",
            acknowledgement: .lines(1, lastBeginsWith: "PONG"))
    }

    func keptPublication(connection: Int, at address: ServerAddress) -> Publication {
        let body = Publication.body()
        return Publication(
            "PUB kept \(inbox(connection)) \(body.utf8.count)\r\n\(body)\r\n",
            acknowledgement: .lines(2, lastBeginsWith: #"{"stream":"kept""#))
    }

    /// Makes the stream that `keptPublication` goes to.
    static let stream: Opening = {
        let settings =
            #"{"name":"kept","subjects":["kept"],"storage":"file","retention":"limits","#
            + #""max_consumers":-1,"max_msgs":-1,"max_bytes":-1,"num_replicas":1,"discard":"old"}"#
        let request = "$JS.API.STREAM.CREATE.kept made \(settings.utf8.count)"
        return Opening(
            connect + "SUB made 1\r\nPUB \(request)\r\n\(settings)\r\n",
            mark: #""did_create":true"#)
    }()

    var question: Opening {
        Opening(NATSServer.connect + "PING\r\n", mark: "PONG\r\n")
    }

    private static let connect = #"CONNECT {"verbose":false,"pedantic":false}"# + "\r\n"

    private func inbox(_ connection: Int) -> String { "inbox.\(connection)" }
}
