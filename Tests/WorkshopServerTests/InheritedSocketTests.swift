import Glibc
import Testing
import WorkshopServer

@Suite("An inherited socket")
struct InheritedSocketTests {
    /// A descriptor that is closed in the end.
    private final class Descriptor {
        let number: CInt

        init(_ number: CInt) { self.number = number }

        deinit { close(number) }
    }

    private func made(_ family: CInt, _ type: __socket_type) throws -> Descriptor {
        let number = socket(family, CInt(type.rawValue), 0)
        try #require(number >= 0)
        return Descriptor(number)
    }

    private func bound<Address>(
        _ family: CInt, _ address: Address, length: Int = MemoryLayout<Address>.size
    ) throws -> Descriptor {
        let descriptor = try made(family, SOCK_STREAM)
        let result = withUnsafePointer(to: address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                bind(descriptor.number, $0, socklen_t(length))
            }
        }
        try #require(result == 0 && listen(descriptor.number, 1) == 0)
        return descriptor
    }

    private func unix(_ name: String) throws -> Descriptor {
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: name.utf8) }
        return try bound(
            AF_UNIX, address, length: MemoryLayout<sa_family_t>.size + name.utf8.count)
    }

    @Test("is known by its address, and handed to no program")
    func addresses() throws {
        var four = sockaddr_in()
        four.sin_family = sa_family_t(AF_INET)
        four.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        let version4 = try bound(AF_INET, four)
        let socket = try InheritedSocket(descriptor: version4.number)
        guard case .internet("127.0.0.1", 1...) = socket.address else {
            Issue.record("\(socket.address)")
            return
        }
        #expect(fcntl(version4.number, F_GETFD) == FD_CLOEXEC)
        var six = sockaddr_in6()
        six.sin6_family = sa_family_t(AF_INET6)
        let version6 = try bound(AF_INET6, six)
        guard
            case .internet("::", 1...) = try InheritedSocket(descriptor: version6.number).address
        else {
            Issue.record("\(socket.address)")
            return
        }
        let folder = TemporaryFolder()
        let path = try unix(folder.path + "/s")
        #expect(
            try InheritedSocket(descriptor: path.number).address == .unix(path: folder.path + "/s"))
        let abstract = try unix("\0" + folder.path)
        #expect(
            try InheritedSocket(descriptor: abstract.number).address
                == .unix(path: "@" + folder.path))
    }

    @Test("listens, and is a stream")
    func defects() throws {
        let file = Descriptor(open("/dev/null", O_RDONLY))
        let quiet = try made(AF_INET, SOCK_STREAM)
        let datagrams = try made(AF_UNIX, SOCK_DGRAM)
        for descriptor in [file, quiet, datagrams] {
            #expect(throws: InheritedSocket.Defect.isNoListener) {
                try InheritedSocket(descriptor: descriptor.number)
            }
        }
        #expect(throws: InheritedSocket.Defect.isClosed) { try InheritedSocket(descriptor: 65_535) }
    }
}
