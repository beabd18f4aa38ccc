import WorkshopBench

/// A server, how it is started, and how it is spoken to.
protocol PeerServer {
    /// What an acknowledged message is worth there, in a sentence.
    var durability: String { get }

    /// The text of its configuration file; `nil` when it has none.
    func configuration(at place: PeerPlace) -> String?
    func command(at place: PeerPlace) -> [String]

    /// What a stream of the one channel begins with.
    func subscription(at address: ServerAddress) -> Opening
    /// Whether a stream may be greeted before it is sure to get what is published from then on.
    var greetsEarly: Bool { get }
    /// What comes before a publisher's first message; the number tells connections apart.
    func greeting(connection: Int) -> Opening?
    /// A message to all who follow the channel.
    func publication(connection: Int, at address: ServerAddress) -> Publication
    /// A message that is kept, as well as this server keeps any.
    func keptPublication(connection: Int, at address: ServerAddress) -> Publication
    /// Asked of a server that has just started, for its first answer.
    var question: Opening { get }
}

extension PeerServer {
    var greetsEarly: Bool { false }

    func greeting(connection: Int) -> Opening? { nil }

    func keptPublication(connection: Int, at address: ServerAddress) -> Publication {
        publication(connection: connection, at: address)
    }
}
