import Glibc

/// An address of either version as 16 bytes; version 4 is mapped into `::ffff:0:0/96`, so that
/// one rule covers both ways a version 4 peer can show up.
public struct IPAddress: Hashable, Sendable {
    let high: UInt64
    let low: UInt64

    private static let mappedPrefix: UInt64 = 0xFFFF << 32

    /// From text as `inet_pton` reads it; a zone (`%eth0`) is ignored.
    public init?(_ text: String) {
        let plain = String(text.prefix { $0 != "%" })
        var four = in_addr()
        if inet_pton(AF_INET, plain, &four) == 1 {
            high = 0
            low = IPAddress.mappedPrefix | UInt64(UInt32(bigEndian: four.s_addr))
            return
        }
        var six = in6_addr()
        guard inet_pton(AF_INET6, plain, &six) == 1 else { return nil }
        (high, low) = withUnsafeBytes(of: &six) { bytes in
            (
                UInt64(bigEndian: bytes.loadUnaligned(as: UInt64.self)),
                UInt64(bigEndian: bytes.loadUnaligned(fromByteOffset: 8, as: UInt64.self))
            )
        }
    }

    /// Whether it is a version 4 address, mapped or not.
    public var isVersion4: Bool { high == 0 && low >> 32 == 0xFFFF }
    public var isVersion6: Bool { !isVersion4 }
}
