import Glibc
import Testing
import WorkshopModel

@testable import WorkshopClient

/// In processes of their own: the environment belongs to the whole process.
@Suite struct ProxyTests {
    @Test func theProxyOfTheEnvironmentGetsTheWholeAddress() async {
        await #expect(processExitsWith: .success) {
            let proxy = try ScriptedPeer { connection, _ in
                connection.readRequest()
                connection.answer("200 OK", "[]")
            }
            setenv("http_proxy", proxy.address.description, 1)
            let address = try WorkshopAddress(parsing: "http://mesh.invalid:4242/w")
            let agents = try await RemoteWorkshop(at: address).presence()
            #expect(agents.isEmpty)
            #expect(
                proxy.requests.map(\.target) == ["http://mesh.invalid:4242/w/presence"])
        }
    }

    @Test func whatNoProxyNamesIsReachedDirectly() async {
        await #expect(processExitsWith: .success) {
            let peer = try ScriptedPeer { connection, _ in
                connection.readRequest()
                connection.answer("200 OK", "[]")
            }
            setenv("http_proxy", "http://127.0.0.1:1", 1)
            setenv("NO_PROXY", "127.0.0.1", 1)
            _ = try await RemoteWorkshop(at: peer.address).presence()
            #expect(peer.requests.map(\.target) == ["/presence"])
        }
    }

    @Test func aSocketIsReachedDirectly() async {
        await #expect(processExitsWith: .success) {
            let folder = TemporaryFolder()
            let peer = try ScriptedPeer(socketPath: "\(folder.path)/w.sock") { connection, _ in
                connection.readRequest()
                connection.answer("200 OK", "[]")
            }
            setenv("http_proxy", "http://127.0.0.1:1", 1)
            _ = try await RemoteWorkshop(at: peer.address).presence()
            #expect(peer.requests.map(\.target) == ["/presence"])
        }
    }

    @Test func aProxyThatLosesTheAnswerIsNamed() async {
        await #expect(processExitsWith: .success) {
            let proxy = try ScriptedPeer { connection, _ in connection.readRequest() }
            setenv("http_proxy", proxy.address.description, 1)
            let address = try WorkshopAddress(parsing: "http://mesh.invalid:4242")
            let error = await #expect(throws: ClientError.self) {
                try await RemoteWorkshop(at: address).status()
            }
            let port = proxy.address.description.split(separator: ":").last ?? ""
            #expect(
                error?.message
                    == "the answer of 'http://mesh.invalid:4242' was lost: it closed the "
                    + "connection without an answer, through the proxy at 127.0.0.1 port \(port)")
        }
    }

    @Test func aProxyThatIsNotThereIsNamed() async {
        await #expect(processExitsWith: .success) {
            setenv("http_proxy", "http://127.0.0.1:1", 1)
            let address = try WorkshopAddress(parsing: "http://mesh.invalid:4242")
            let error = await #expect(throws: ClientError.self) {
                try await RemoteWorkshop(at: address).status()
            }
            #expect(
                error?.message
                    == "cannot reach 'http://mesh.invalid:4242': connection refused, "
                    + "trying the proxy at 127.0.0.1 port 1")
        }
    }
}
