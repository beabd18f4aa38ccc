import Glibc
import WorkshopBench

/// mosquitto: MQTT 3.1.1, messages published with quality 1 and delivered with quality 0.
struct MosquittoServer: PeerServer {
    let durability = "mosquitto keeps messages in memory only"

    func configuration(at place: PeerPlace) -> String? {
        let user = geteuid() == 0 ? "user root\n" : ""
        return user + """
            listener \(place.port) 127.0.0.1
            allow_anonymous true
            persistence false
            set_tcp_nodelay true
            # Subscribers that fall behind are kept, and miss nothing.
            max_queued_messages 0
            max_connections -1
            log_type error

            """
    }

    func command(at place: PeerPlace) -> [String] {
        ["mosquitto", "-c", place.configurationPath]
    }

    /// Clients without a name are given one by the server.
    func subscription(at address: ServerAddress) -> Opening {
        Opening(
            MQTTPacket.connect(client: "") + MQTTPacket.subscribe(to: "load"),
            mark: MQTTPacket.subscribed)
    }

    func greeting(connection: Int) -> Opening? {
        Opening(MQTTPacket.connect(client: ""), mark: MQTTPacket.connected)
    }

    func publication(connection: Int, at address: ServerAddress) -> Publication {
        Publication(
            MQTTPacket.publish(Publication.body(), to: "load"), acknowledgement: .packet)
    }

    var question: Opening {
        Opening(MQTTPacket.connect(client: ""), mark: MQTTPacket.connected)
    }
}
