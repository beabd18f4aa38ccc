import Foundation
import Synchronization
import Testing

/// A server's machine and a peer's, each with a network of its own, and a cable between them on
/// which both have an address of each kind: that of the server ends in 1, that of the peer in 7.
final class TwoMachines: Sendable {
    static let port = 4_242
    /// Those of the internet, as the server's side of the cable is called: two of version 4, which
    /// a server on every address sees mapped into version 6, and one of version 6.
    static let outside = ["203.0.113.1", "8.8.4.1", "2001:db8:7::1"]
    /// Those of a mesh.
    static let mesh = ["10.77.0.1", "100.64.7.1", "169.254.7.1", "fd00:7::1", "fe80::1%cable"]

    let folder: Folder
    private let server: NetworkNamespace
    private let peer: NetworkNamespace
    private let programs = Mutex<[Child]>([])

    deinit { programs.withLock { for program in $0 { program.send(SIGKILL) } } }

    init() async throws {
        folder = try Folder()
        server = try NetworkNamespace()
        peer = try NetworkNamespace()
        try await server.configure(
            ["link add cable type veth peer name cable netns \(peer.path)"]
                + TwoMachines.plugIn(host: 1))
        try await peer.configure(TwoMachines.plugIn(host: 7))
    }

    /// Starts the program under test on every address of the server's machine.
    func serve(_ arguments: String..., patience: Double = 60) async throws -> Child {
        let child = try server.start(
            ["serve", "--listen", ":\(TwoMachines.port)", "--verbose"] + arguments,
            folder: folder.path, patience: patience)
        programs.withLock { $0.append(child) }
        let isUp = await child.errors.waits { $0.contains("admits ") }
        try #require(isUp, "the server did not start: \(child.errors.text)")
        return child
    }

    /// Opens a connection from the peer's machine to one of the server's addresses, and uses it.
    func connect<Value: Sendable>(
        to address: String, _ use: @escaping @Sendable (PlainConnection) throws -> Value
    ) async throws -> Value {
        try await peer.inside {
            try use(try PlainConnection(to: address, port: TwoMachines.port))
        }
    }

    /// Connections that stay open as long as this.
    ///
    /// `@unchecked Sendable`: nobody looks into it.
    final class Held: @unchecked Sendable {
        private let connections: [PlainConnection]

        fileprivate init(_ connections: [PlainConnection]) { self.connections = connections }
    }

    /// Opens connections from the peer's machine, and keeps them.
    func hold(
        _ count: Int, to address: String,
        _ use: @escaping @Sendable (Int, PlainConnection) throws -> Void
    ) async throws -> Held {
        try await peer.inside {
            Held(
                try (0..<count).map { number in
                    let connection = try PlainConnection(to: address, port: TwoMachines.port)
                    try use(number, connection)
                    return connection
                })
        }
    }

    /// The peer vanishes without a word.
    func pullTheCable() async throws { try await peer.configure(["link set cable down"]) }

    /// Asks from the server's own machine.
    func askAtHome(_ method: String, _ path: String, _ body: String? = nil) async throws
        -> PlainConnection.Answer
    {
        try await server.inside {
            try PlainConnection(port: TwoMachines.port).ask(
                method, path, body.map { Array($0.utf8) })
        }
    }

    /// Asks from the peer's machine.
    func ask(
        _ address: String, _ method: String, _ path: String, _ body: String? = nil
    ) async throws -> PlainConnection.Answer {
        try await connect(to: address) { try $0.ask(method, path, body.map { Array($0.utf8) }) }
    }

    /// The peer's side of the cable, from the server's.
    static func peer(of address: String) -> String {
        address.replacing(/1(%cable)?$/, with: "7")
    }

    private static func plugIn(host: Int) -> [String] {
        let networks = [
            "203.0.113.\(host)/24", "8.8.4.\(host)/24", "10.77.0.\(host)/24",
            "100.64.7.\(host)/24", "169.254.7.\(host)/24", "2001:db8:7::\(host)/64 nodad",
            "fd00:7::\(host)/64 nodad", "fe80::\(host)/64 nodad",
        ]
        return ["link set lo up", "link set cable addrgenmode none", "link set cable up"]
            + networks.map { "addr add \($0) dev cable" }
    }
}
