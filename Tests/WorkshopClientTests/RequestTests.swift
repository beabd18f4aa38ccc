import Testing
import WorkshopModel

@testable import WorkshopClient

@Suite struct RequestTests {
    @Test(arguments: CarrierKind.allCases)
    func aMessageIsPublished(_ carrier: CarrierKind) async throws {
        let peer = try ScriptedPeer { connection, _ in
            connection.readRequest()
            connection.answer("201 Created", Samples.receipt)
        }
        let receipt = try await peer.client(carrier).publish(Samples.draft("a b"))
        #expect(receipt.id.text == "01HZZZZZZZZZZZZZZZZZZZZZZZ" && receipt.subscribers == 2)
        let request = try #require(peer.requests.first)
        #expect(request.method == "POST" && request.target == "/ch/a%20b")
        #expect(request["user-agent"] == "workshop/test")
        #expect(request["content-type"] == "application/json")
        #expect(request["expect"] == nil)
        #expect(request.body == Samples.draft("a b").json.bytes)
    }

    @Test(arguments: CarrierKind.allCases)
    func aChannelOfDotsKeepsItsPath(_ carrier: CarrierKind) async throws {
        let peer = try ScriptedPeer { connection, _ in
            connection.readRequest()
            connection.answer("201 Created", Samples.receipt)
        }
        _ = try await peer.client(carrier).publish(Samples.draft(".."))
        #expect(peer.requests.first?.target == "/ch/..")
    }

    @Test(arguments: CarrierKind.allCases)
    func oneConnectionServesManyRequests(_ carrier: CarrierKind) async throws {
        let peer = try ScriptedPeer { connection, _ in
            while connection.readRequest() != nil {
                connection.answer("201 Created", Samples.receipt)
            }
        }
        let client = peer.client(carrier)
        for _ in 0..<10 { _ = try await client.publish(Samples.draft()) }
        #expect(peer.requests.count == 10 && peer.accepted == 1)
    }

    @Test(arguments: CarrierKind.allCases)
    func aConnectionThatTheServerClosedIsReplaced(_ carrier: CarrierKind) async throws {
        let closed = WakeSignal()
        let peer = try ScriptedPeer { connection, _ in
            connection.readRequest()
            connection.answer("201 Created", Samples.receipt)
            connection.hangUp()
            closed.raise()
        }
        let client = peer.client(carrier)
        for _ in 0..<3 {
            _ = try await client.publish(Samples.draft())
            await closed.wait()
        }
        #expect(peer.accepted == 3)
    }

    @Test(arguments: CarrierKind.allCases)
    func aQuestionOnADeadConnectionIsAskedAgain(_ carrier: CarrierKind) async throws {
        let peer = try ScriptedPeer { connection, number in
            connection.readRequest()
            connection.answer("200 OK", "[]")
            // The second question comes over the first connection, and is lost with it.
            if number == 0 { connection.readRequest() }
        }
        let client = peer.client(carrier)
        for _ in 0..<2 { _ = try await client.presence() }
        #expect(peer.accepted == 2)
        #expect(peer.requests.count == 3)
    }

    /// libcurl would send it again by itself, and whether to repeat is for the policy to say.
    @Test(arguments: CarrierKind.allCases)
    func aMessageIsNotSentTwiceWhenAKeptConnectionDies(_ carrier: CarrierKind) async throws {
        let peer = try ScriptedPeer { connection, number in
            connection.readRequest()
            guard number == 0 else { return connection.answer("201 Created", Samples.receipt) }
            connection.answer("201 Created", Samples.receipt)
            connection.readRequest()
        }
        let client = peer.client(carrier)
        _ = try await client.publish(Samples.draft())
        let error = await #expect(throws: ClientError.self) {
            try await client.publish(Samples.draft())
        }
        guard case .unconfirmed = error else { return #expect(error == nil) }
        #expect(peer.requests.count == 2)
    }

    @Test(arguments: [
        (404, "404 Not Found", #"{"error":"there is no such task"}"#, "there is no such task"),
        (409, "409 Conflict", #"{"error":"already claimed"}"#, "already claimed"),
        (502, "502 Bad Gateway", "<html>nginx</html>", "the server answered 502 Bad Gateway"),
        (302, "302 Found", "", "the server answered 302 Found"),
        (500, "500 Oops", #"{"error":7}"#, "the server answered 500 Oops"),
    ])
    func aRefusalCarriesTheServersSentence(
        status: Int, line: String, body: String, message: String
    ) async throws {
        let peer = try ScriptedPeer { connection, _ in
            connection.readRequest()
            connection.answer(line, body)
        }
        let error = await #expect(throws: ClientError.self) { try await peer.client().task("x") }
        guard case .refused(let refusal) = error else { return #expect(error == nil) }
        #expect(refusal.status == status)
        #expect(refusal.message == message)
    }

    @Test(arguments: CarrierKind.allCases)
    func aHugeErrorIsReadOnlyInPart(_ carrier: CarrierKind) async throws {
        let closed = WakeSignal()
        let peer = try ScriptedPeer { connection, _ in
            connection.readRequest()
            connection.write("HTTP/1.1 500 Oops\r\nContent-Length: 1000000000\r\n\r\n")
            let piece = [UInt8](repeating: 0x61, count: 1 << 20)
            for _ in 0..<4 { connection.write(piece) }
            connection.waitForClose()
            closed.raise()
        }
        let error = await #expect(throws: ClientError.self) {
            try await peer.client(carrier).status()
        }
        #expect(
            error
                == .refused(
                    Refusal(status: 500, message: "the server answered 500 Oops", isOwn: false)))
        await closed.wait()
    }

    @Test(arguments: CarrierKind.allCases)
    func anAnswerCutInTheMiddleIsAnError(_ carrier: CarrierKind) async throws {
        let peer = try ScriptedPeer { connection, _ in
            connection.readRequest()
            connection.write("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n{\"half")
        }
        let error = await #expect(throws: ClientError.self) {
            try await peer.client(carrier).status()
        }
        guard case .brokenOff = error else { return #expect(error == nil) }
    }

    @Test(arguments: CarrierKind.allCases)
    func aConnectionClosedWithoutAnAnswerIsALostAnswer(_ carrier: CarrierKind) async throws {
        let peer = try ScriptedPeer { connection, _ in connection.readRequest() }
        let error = await #expect(throws: ClientError.self) {
            try await peer.client(carrier).status()
        }
        #expect(
            error
                == .brokenOff(
                    "the answer of '\(peer.address)' was lost: "
                        + "it closed the connection without an answer"))
    }

    @Test(arguments: [
        "SSH-2.0-OpenSSH_9.2\r\n", "\0\0\0\0", "HTTP/1.1 abc\r\n\r\n",
        "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\n<htm>",
        "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n[]",
    ])
    func whatIsNotTheProtocolIsSaidToBeNot(answer: String) async throws {
        let peer = try ScriptedPeer { connection, _ in
            connection.readRequest()
            connection.write(answer)
        }
        let error = await #expect(throws: ClientError.self) { try await peer.client().status() }
        guard case .protocolViolation = error else { return #expect(error == nil) }
    }

    @Test(arguments: CarrierKind.allCases)
    func chunksMayBeCutAtEveryByte(_ carrier: CarrierKind) async throws {
        let peer = try ScriptedPeer { connection, _ in
            connection.readRequest()
            connection.writeBytewise(
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"
                    + "1\r\n[\r\n2\r\n]\n\r\n0\r\n\r\n")
        }
        #expect(try await peer.client(carrier).channels().isEmpty)
    }

    @Test(arguments: CarrierKind.allCases)
    func anAnswerThatIsTooLargeIsGivenUp(_ carrier: CarrierKind) async throws {
        let peer = try ScriptedPeer { connection, _ in
            connection.readRequest()
            connection.write("HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n\"")
            let piece = [UInt8](repeating: 0x61, count: 1 << 20)
            for _ in 0..<16 { connection.write(piece) }
        }
        let error = await #expect(throws: ClientError.self) {
            try await peer.client(carrier).status()
        }
        guard case .protocolViolation = error else { return #expect(error == nil) }
    }

    @Test(arguments: CarrierKind.allCases)
    func aPeerOnASocketIsReached(_ carrier: CarrierKind) async throws {
        let folder = TemporaryFolder()
        let peer = try ScriptedPeer(socketPath: "\(folder.path)/w.sock") { connection, _ in
            connection.readRequest()
            connection.answer("200 OK", "[]")
        }
        #expect(try await peer.client(carrier).presence().isEmpty)
        #expect(peer.requests.first?["host"] == "localhost")
    }
}
