import Testing

@testable import WorkshopClient

@Suite struct DirectAddressTests {
    @Test(arguments: [
        ("http://localhost:4242", "localhost", 4242, "localhost:4242"),
        ("http://mesh.lan/w/x", "mesh.lan", 80, "mesh.lan"),
        ("http://10.0.0.1:80", "10.0.0.1", 80, "10.0.0.1"),
        ("http://[::1]:7", "::1", 7, "[::1]:7"),
        ("http://[fe80::1%25eth0]:7/p", "fe80::1%eth0", 7, "[fe80::1]:7"),
    ])
    func aPlainAddressIsReachedDirectly(
        _ base: String, _ host: String, _ port: Int, _ authority: String
    ) {
        let address = DirectAddress(base: base, socketPath: nil)
        #expect(address?.place == .network(host: host, port: UInt16(port)))
        #expect(address?.authority == authority)
    }

    @Test func aSocketIsReachedDirectly() {
        let address = DirectAddress(base: "http://localhost", socketPath: "/run/w.sock")
        #expect(address?.place == .socket(path: "/run/w.sock"))
        #expect(address?.authority == "localhost")
    }

    @Test func tlsIsNot() {
        #expect(DirectAddress(base: "https://localhost", socketPath: nil) == nil)
    }
}
