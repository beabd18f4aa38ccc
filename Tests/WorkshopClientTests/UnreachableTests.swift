import Glibc
import Testing
import WorkshopModel

@testable import WorkshopClient

@Suite struct UnreachableTests {
    private func failure(_ client: RemoteWorkshop) async -> ClientError? {
        await #expect(throws: ClientError.self) { try await client.status() }
    }

    private func client(
        _ carrier: CarrierKind, _ address: String, connectTimeout: Duration = .seconds(5)
    ) throws -> RemoteWorkshop {
        var configuration = ClientConfiguration(
            connectTimeout: connectTimeout, usesProxyOfEnvironment: false)
        configuration.prefersCurl = carrier == .curl
        return RemoteWorkshop(at: try WorkshopAddress(parsing: address), configuration)
    }

    @Test(arguments: CarrierKind.allCases)
    func aPortWhereNobodyListens(_ carrier: CarrierKind) async throws {
        // Port 1 is tcpmux, which nobody has served for decades.
        let error = await failure(try client(carrier, "http://127.0.0.1:1"))
        #expect(
            error == .unreachable("cannot reach 'http://127.0.0.1:1': connection refused"))
    }

    @Test(arguments: CarrierKind.allCases)
    func aSocketThatIsNotThere(_ carrier: CarrierKind) async throws {
        let error = await failure(try client(carrier, "unix:/tmp/there-is-no/w.sock"))
        #expect(
            error
                == .unreachable(
                    "cannot reach 'unix:/tmp/there-is-no/w.sock': no such file or directory"))
    }

    @Test(arguments: CarrierKind.allCases)
    func aPeerThatDoesNotAcceptTheConnectionInTime(_ carrier: CarrierKind) async throws {
        let full = try FullBacklog()
        let client = try client(
            carrier, full.address.description, connectTimeout: .milliseconds(50))
        let error = await failure(client)
        #expect(
            error
                == .unreachable(
                    "cannot reach '\(full.address)': no connection within 50 ms"))
    }

    @Test(arguments: CarrierKind.allCases)
    func aPeerThatDoesNotAnswerInTime(_ carrier: CarrierKind) async throws {
        let peer = try ScriptedPeer { connection, _ in
            connection.readRequest()
            connection.waitForClose()
        }
        let error = await failure(peer.client(carrier, answerTimeout: .milliseconds(50)))
        #expect(
            error == .timedOut("'\(peer.address)' did not answer within 50 ms"))
    }

    @Test(arguments: CarrierKind.allCases)
    func aHistoryThatFallsSilent(_ carrier: CarrierKind) async throws {
        let peer = try ScriptedPeer { connection, _ in
            connection.readRequest()
            connection.write("HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n{}\n")
            connection.waitForClose()
        }
        let error = await #expect(throws: ClientError.self) {
            let client = peer.client(carrier, silenceTimeout: .milliseconds(50))
            for try await _ in client.history(HistoryQuery(extent: .last(9))) {}
        }
        #expect(error == .timedOut("'\(peer.address)' was silent for 50 ms"))
    }
}

/// A listener whose queue is full, so that the next connection is never made.
final class FullBacklog {
    let address: WorkshopAddress
    private let sockets: [CInt]

    init() throws {
        let kind = CInt(SOCK_STREAM.rawValue) | CInt(SOCK_NONBLOCK.rawValue)
        let listener = socket(AF_INET, kind, 0)
        var name = sockaddr_in()
        name.sin_family = sa_family_t(AF_INET)
        name.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        var sockets = [listener]
        withUnsafeMutablePointer(to: &name) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { generic in
                bind(listener, generic, length)
                listen(listener, 0)
                getsockname(listener, generic, &length)
                for _ in 0..<4 {
                    let filler = socket(AF_INET, kind, 0)
                    connect(filler, generic, length)
                    sockets.append(filler)
                }
            }
        }
        self.sockets = sockets
        address = try WorkshopAddress(
            parsing: "http://127.0.0.1:\(UInt16(bigEndian: name.sin_port))")
    }

    deinit { for socket in sockets { close(socket) } }
}
