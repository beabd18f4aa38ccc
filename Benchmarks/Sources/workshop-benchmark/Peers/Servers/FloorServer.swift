import WorkshopBench

/// A C program of one thread that accepts streams and writes each message to each of them: what
/// the kernel alone costs.
struct FloorServer: PeerServer {
    /// The compiled program.
    let binary: String
    let durability = "the floor keeps nothing"

    func configuration(at place: PeerPlace) -> String? { nil }

    func command(at place: PeerPlace) -> [String] { [binary, place.port] }

    func subscription(at address: ServerAddress) -> Opening { Opening("S", mark: "open") }

    /// An event as ours writes it, byte for byte as long.
    func publication(connection: Int, at address: ServerAddress) -> Publication {
        let id = String(repeating: "0", count: MessageID.textLength)
        let event =
            "id: \(id)\ndata: " + #"{"id":"\#(id)","ts":1708123456.789,"from":"load.benchmark","#
            + #""ch":"load","type":"msg.load","v":1,"body":"# + Publication.body()
            + #","files":[],"reply_to":null}"# + "\n\n"
        let length = String(event.utf8.count)
        let padding = String(repeating: "0", count: 4 - length.count)
        return Publication(
            "P" + padding + length + event, acknowledgement: .lines(1, lastBeginsWith: "+"))
    }

    /// A message of one byte, before there is a stream.
    let question = Opening("P0001-", mark: "+")
}
