import Testing
import WorkshopModel

@testable import WorkshopServer

@Suite("The mesh guard")
struct MeshGuardTests {
    private func admits(_ guarding: MeshGuard, _ text: String) throws -> Bool {
        let peer = Peer(text, on: .internet(host: "::", port: 0))
        guard let refusal = guarding.refusal(of: peer) else { return true }
        #expect(refusal.code == .forbidden)
        #expect(refusal.message.contains("--allow \(peer)'"))
        return false
    }

    @Test(
        "admits the mesh and nobody else",
        arguments: [
            ("127.0.0.1", true), ("127.255.255.255", true), ("128.0.0.0", false), ("::1", true),
            ("::2", false), ("9.255.255.255", false), ("10.0.0.0", true), ("10.255.255.255", true),
            ("11.0.0.0", false), ("172.15.255.255", false), ("172.16.0.0", true),
            ("172.31.255.255", true), ("172.32.0.0", false), ("192.167.255.255", false),
            ("192.168.0.0", true), ("192.168.255.255", true), ("192.169.0.0", false),
            ("169.253.255.255", false), ("169.254.0.0", true), ("169.255.0.0", false),
            ("100.63.255.255", false), ("100.64.0.0", true), ("100.127.255.255", true),
            ("100.128.0.0", false), ("fbff::1", false), ("fc00::", true),
            ("fdff:ffff:ffff:ffff:ffff:ffff:ffff:ffff", true), ("fe00::", false),
            ("fe7f::1", false), ("fe80::1", true), ("fe80::1%eth0", true), ("febf::1", true),
            ("fec0::", false), ("::ffff:10.1.2.3", true), ("::ffff:8.8.8.8", false),
            ("8.8.8.8", false), ("2001:db8::1", false), ("0.0.0.0", false), ("::", false),
        ])
    func standard(address: String, admitted: Bool) throws {
        #expect(try admits(MeshGuard(), address) == admitted)
    }

    @Test("admits what --allow names")
    func allowed() throws {
        let block = try #require(AddressBlock("203.0.113.128/25"))
        let guarding = MeshGuard(allowed: [block])
        #expect(try admits(guarding, "203.0.113.128"))
        #expect(try admits(guarding, "::ffff:203.0.113.255"))
        #expect(try !admits(guarding, "203.0.113.127"))
        #expect(try admits(MeshGuard(admitsAll: true), "8.8.8.8"))
    }

    @Test("admits peers on a Unix socket")
    func unixSocket() {
        #expect(MeshGuard().refusal(of: Peer(nil, on: .unix(path: "/s"))) == nil)
    }

    @Test("refuses a peer over TCP that has no address any more", arguments: [nil, "", "?"])
    func nobody(text: String?) throws {
        let peer = Peer(text, on: .internet(host: "::", port: 0))
        #expect(try #require(MeshGuard().refusal(of: peer)).message.contains("--allow all"))
        #expect(MeshGuard(admitsAll: true).refusal(of: peer) == nil)
    }

    @Test("names a mapped peer as people write its address")
    func mapped() throws {
        let peer = Peer("::ffff:203.0.113.7", on: .internet(host: "::", port: 0))
        let refusal = try #require(MeshGuard().refusal(of: peer))
        #expect(refusal.message.hasPrefix("203.0.113.7 is outside the mesh"))
    }

    @Test("knows when it lets everybody of a version in")
    func everybody() throws {
        let four = try #require(IPAddress("203.0.113.7"))
        let six = try #require(IPAddress("2001:db8::7"))
        func lets(_ address: IPAddress, by blocks: String...) -> Bool {
            MeshGuard(allowed: blocks.compactMap { AddressBlock($0) })
                .admitsEverybody(like: address)
        }
        #expect(MeshGuard(admitsAll: true).admitsEverybody(like: four))
        #expect(lets(four, by: "0.0.0.0/0") && !lets(six, by: "0.0.0.0/0"))
        #expect(lets(six, by: "::/0") && !lets(four, by: "::/0"))
        #expect(!lets(four, by: "203.0.113.0/24", "128.0.0.0/1"))
    }
}

@Suite("Address blocks")
struct AddressBlockTests {
    @Test(
        "are told as the network they are",
        arguments: [
            ("203.0.113.7", "203.0.113.7"), ("203.0.113.7/32", "203.0.113.7"),
            ("203.0.113.7/24", "203.0.113.0/24"), ("203.0.113.7/0", "0.0.0.0/0"),
            ("255.255.255.255/1", "128.0.0.0/1"), ("::ffff:203.0.113.7", "203.0.113.7"),
            ("::ffff:203.0.113.7/120", "203.0.113.0/24"), ("::ffff:0:0/96", "0.0.0.0/0"),
            ("2001:DB8:0:0::7", "2001:db8::7"), ("2001:db8::7/128", "2001:db8::7"),
            ("2001:db8::7/64", "2001:db8::/64"), ("2001:db8::7/65", "2001:db8::/65"),
            ("ffff::/1", "8000::/1"), ("::1/0", "::/0"),
        ])
    func descriptions(text: String, network: String) throws {
        #expect(try #require(AddressBlock(text)).description == network)
    }

    @Test(
        "hold what is in them, whichever way it is written",
        arguments: [
            ("203.0.113.7", "203.0.113.7", true), ("203.0.113.7", "203.0.113.6", false),
            ("0.0.0.0/0", "8.8.4.4", true), ("0.0.0.0/0", "::ffff:8.8.4.4", true),
            ("0.0.0.0/0", "2001:db8::1", false), ("::/0", "2001:db8::1", true),
            ("::/0", "8.8.4.4", false), ("::ffff:8.8.0.0/112", "8.8.4.4", true),
            ("::ffff:8.8.0.0/112", "8.9.4.4", false), ("2001:db8::/63", "2001:db8:0:1::", true),
            ("2001:db8::/63", "2001:db8:0:2::", false),
            ("2001:db8::/65", "2001:db8::7fff:1:2:3", true),
            ("2001:db8::/65", "2001:db8::8000:1:2:3", false),
            ("2001:db8::7/128", "2001:db8::7", true), ("2001:db8::7/128", "2001:db8::8", false),
            ("255.255.255.254/31", "255.255.255.255", true),
            ("255.255.255.254/31", "255.255.255.253", false),
        ])
    func contents(block: String, address: String, isIn: Bool) throws {
        let address = try #require(IPAddress(address))
        #expect(try #require(AddressBlock(block)).contains(address) == isIn)
    }

    @Test(
        "are nothing else",
        arguments: [
            "", "/", "/8", "x/8", "all", "1.2.3", "1.2.3.4/", "1.2.3.4/33", "1.2.3.4/-1",
            "1.2.3.4/+1", "1.2.3.4/ 1", "1.2.3.4/8/8", "1.2.3.4/٨", "1.2.3.4/99999999999999999999",
            "1.2.3.256", "01.2.3.4", "0x7f.1", "1.2.3.4%eth0", "1.2.3.4\u{0}", " 1.2.3.4",
            "1.2.3.4:80", "::/129", "::/", ":::", "[::1]", "fe80::1%eth0", "fe80::%eth0/10",
            "fe80::/10%eth0", "::ffff:1.2.3.4/24", "::ffff:1.2.3.4/95", "1.2.3.4/255.255.255.0",
        ])
    func nonsense(text: String) {
        #expect(AddressBlock(text) == nil)
    }
}
