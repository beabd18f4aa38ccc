import Testing
import WorkshopModel

@testable import WorkshopClient

@Suite struct WorkshopAddressTests {
    @Test(arguments: [
        ("http://localhost:4242", "http://localhost:4242"),
        ("http://localhost:4242/", "http://localhost:4242"),
        ("HTTP://Host.ts.net", "http://Host.ts.net"),
        ("https://mesh.example/workshop//", "https://mesh.example/workshop"),
        ("http://[::1]:4242", "http://[::1]:4242"),
        ("http://[fe80::1%25eth0]:4242", "http://[fe80::1%25eth0]:4242"),
        ("http://10.0.0.7:080", "http://10.0.0.7:80"),
        ("unix:/run/workshop.sock", "unix:/run/workshop.sock"),
        ("unix:///run/workshop.sock", "unix:/run/workshop.sock"),
    ])
    func anAddressIsReadAndWrittenAgain(text: String, written: String) throws {
        let address = try WorkshopAddress(parsing: text)
        #expect(address.description == written)
        #expect(try WorkshopAddress(parsing: written) == address)
    }

    @Test(arguments: [
        ("", "write 'http://HOST:PORT'"),
        ("localhost:4242", "write 'http://localhost:4242'"),
        ("/run/workshop.sock", "'unix:/run/workshop.sock'"),
        ("ftp://host", "its scheme is 'ftp'"),
        ("http://", "the host is missing"),
        ("http://:4242", "the host is missing"),
        ("http://host:", "a number from 1 to 65535"),
        ("http://host:0", "a number from 1 to 65535"),
        ("http://host:65536", "a number from 1 to 65535"),
        ("http://host:+80", "a number from 1 to 65535"),
        ("http://[::1", "the ']'"),
        ("http://[::1]4242", "a number from 1 to 65535"),
        ("http://user:secret@host", "no users"),
        ("http://ho st", "no host name has"),
        ("http://müller", "xn--"),
        ("http://host/a b", "'%…'"),
        ("http://host/?a=b", "no '?'"),
        ("unix:run/workshop.sock", "absolute path"),
        ("unix:/", "absolute path"),
        ("unix:/" + String(repeating: "x", count: 107), "at most 107 bytes"),
    ])
    func aTextThatIsNoneIsRefusedWithTheWayOut(text: String, part: String) {
        let error = #expect(throws: InvalidAddress.self) { try WorkshopAddress(parsing: text) }
        #expect(error?.message.contains(part) == true, "\(error?.message ?? "")")
    }

    @Test func aTargetStandsUnderThePrefix() throws {
        let address = try WorkshopAddress(parsing: "https://mesh.example/w")
        var query = QueryParameters()
        query.append("n", "5")
        let target = address.target(of: .channelHistory(ChannelName(unchecked: "a b")), query)
        #expect(target == "https://mesh.example/w/ch/a%20b/history?n=5")
    }

    @Test func behindASocketTheHostIsLocalhost() throws {
        let address = try WorkshopAddress(parsing: "unix:/run/w.sock")
        #expect(address.socketPath == "/run/w.sock")
        #expect(address.target(of: .status, .init()) == "http://localhost/status")
    }
}
