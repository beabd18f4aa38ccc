import Testing

@Suite struct ProxyTests {
    @Test func `http_proxy is used`() async throws {
        let body = #"{"uptime-s":1.0,"messages":7,"tasks":0}"#
        let proxy = try CannedServer(
            answer: "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n"
                + "Content-Length: \(body.utf8.count)\r\n\r\n\(body)")
        let child = try Child(
            ["status", "--url", "http://workshop.invalid:4242"],
            environment: ["http_proxy": "http://127.0.0.1:\(proxy.port)"])
        #expect(await child.waits() == .status(0))
        #expect(child.output.text.contains(#""messages":7"#))
        await proxy.request.waitsForEnd()
        #expect(
            proxy.request.text.hasPrefix("GET http://workshop.invalid:4242/status HTTP/1.1\r\n"))
    }
}
