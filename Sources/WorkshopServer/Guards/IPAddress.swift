import Glibc

/// An address of either version as 16 bytes; version 4 is mapped into `::ffff:0:0/96`, so that
/// one rule covers both ways a version 4 peer can show up.
public struct IPAddress: Hashable, Sendable {
    let high: UInt64
    let low: UInt64

    private static let mappedPrefix: UInt64 = 0xFFFF << 32

    /// From text as `inet_pton` reads it; the zone of a version 6 address (`%eth0`) is ignored.
    public init?(_ text: String) {
        // C would read no further, and take the rest on trust.
        guard !text.utf8.contains(0) else { return nil }
        var four = in_addr()
        if inet_pton(AF_INET, text, &four) == 1 {
            high = 0
            low = IPAddress.mappedPrefix | UInt64(UInt32(bigEndian: four.s_addr))
            return
        }
        var six = in6_addr()
        guard inet_pton(AF_INET6, String(text.prefix { $0 != "%" }), &six) == 1 else { return nil }
        (high, low) = withUnsafeBytes(of: &six) { bytes in
            (
                UInt64(bigEndian: bytes.loadUnaligned(as: UInt64.self)),
                UInt64(bigEndian: bytes.loadUnaligned(fromByteOffset: 8, as: UInt64.self))
            )
        }
    }

    init(high: UInt64, low: UInt64) {
        self.high = high
        self.low = low
    }

    /// Whether it is a version 4 address, mapped or not.
    public var isVersion4: Bool { high == 0 && low >> 32 == 0xFFFF }
    public var isVersion6: Bool { !isVersion4 }
}

extension IPAddress: CustomStringConvertible {
    /// Version 4 as four numbers, also where it came mapped; version 6 as RFC 5952 has it.
    public var description: String {
        var text = [CChar](repeating: 0, count: Int(INET6_ADDRSTRLEN))
        let length = socklen_t(text.count)
        if isVersion4 {
            var four = in_addr(s_addr: UInt32(truncatingIfNeeded: low).bigEndian)
            inet_ntop(AF_INET, &four, &text, length)
        } else {
            var six = (high.bigEndian, low.bigEndian)
            inet_ntop(AF_INET6, &six, &text, length)
        }
        return String(decoding: text.prefix { $0 != 0 }.map(UInt8.init(bitPattern:)), as: UTF8.self)
    }
}
