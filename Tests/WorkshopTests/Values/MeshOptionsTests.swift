import Testing
import WorkshopServer

@testable import WorkshopCommands

@Suite("Whom the server says it admits")
struct MeshOptionsTests {
    private func options(_ blocks: String..., all: Bool = false) -> MeshOptions {
        MeshOptions(blocks: blocks.compactMap { AddressBlock($0) }, admitsAll: all)
    }

    private func addresses(_ texts: String...) -> [IPAddress] {
        texts.compactMap { IPAddress($0) }
    }

    @Test("are the networks that were named, as they are")
    func sentence() {
        #expect(options().sentence.hasSuffix("100.64.0.0/10 networks; --allow admits others"))
        #expect(
            options("203.0.113.7/24", "::ffff:198.51.100.1", "2001:db8::1/32").sentence
                .contains(" networks and 203.0.113.0/24, 198.51.100.1, 2001:db8::/32; "))
        #expect(options("203.0.113.7", all: true).sentence.hasPrefix("admits every peer"))
    }

    @Test("is everybody, which a machine with a public address warns of")
    func warning() throws {
        let machine = addresses("127.0.0.1", "::1", "192.168.1.5", "203.0.113.7", "2001:db8::7")
        let warning = try #require(options(all: true).warning(on: machine))
        #expect(warning.contains("--allow all ") && warning.contains("address 203.0.113.7:"))
        #expect(!warning.contains("admits"), "that is the word of the line that tells whom")
        let six = try #require(options(all: true).warning(on: addresses("fd00::1", "2001:db8::7")))
        #expect(six.contains("address 2001:db8::7:"))
        #expect(options("0.0.0.0/0").warning(on: machine) != nil)
        #expect(options("::/0").warning(on: machine)?.contains("2001:db8::7") == true)
    }

    @Test("is warned of nowhere else")
    func noWarning() {
        let indoors = addresses(
            "127.0.0.1", "::1", "10.0.0.5", "172.20.0.1", "192.168.1.5", "100.101.102.103",
            "169.254.1.1", "fd00::5", "fe80::5%eth0", "::ffff:10.0.0.5")
        #expect(options(all: true).warning(on: indoors) == nil)
        #expect(options(all: true).warning(on: []) == nil)
        #expect(options("203.0.113.0/24").warning(on: addresses("203.0.113.7")) == nil)
        #expect(options("0.0.0.0/0").warning(on: addresses("2001:db8::7")) == nil)
    }

    @Test("depends on addresses that the system tells")
    func machine() throws {
        let loopback = try #require(IPAddress("127.0.0.1"))
        #expect(MachineAddresses.current.contains(loopback))
    }
}
