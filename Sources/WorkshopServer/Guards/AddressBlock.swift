/// A range of addresses in CIDR notation, of one version: a block of version 6 that spans the
/// mapped addresses holds none of version 4, as `::/0` is meant.
public struct AddressBlock: Hashable, Sendable {
    private let base: IPAddress
    /// Of 128 bits, also for version 4.
    private let prefix: Int

    /// Reads `10.0.0.0/8`, `fc00::/7`, `::ffff:10.0.0.0/104`, or one address; `nil` for anything
    /// else, a zone among it. Bits behind the prefix are dropped.
    public init?(_ text: String) {
        let parts = text.split(separator: "/", maxSplits: 1, omittingEmptySubsequences: false)
        guard !text.utf8.contains(UInt8(ascii: "%")), let address = IPAddress(String(parts[0]))
        else { return nil }
        let width = address.isVersion4 && !parts[0].contains(":") ? 32 : 128
        var prefix = 128
        if parts.count > 1 {
            guard parts[1].utf8.allSatisfy({ (0x30...0x39).contains($0) }),
                let length = Int(parts[1]), length <= width
            else { return nil }
            prefix = length + 128 - width
        }
        // A mapped address with the prefix of a plain one would be another network.
        guard !address.isVersion4 || prefix >= 96 else { return nil }
        self.prefix = prefix
        base = IPAddress(
            high: address.high & AddressBlock.mask(prefix),
            low: address.low & AddressBlock.mask(prefix - 64))
    }

    public func contains(_ address: IPAddress) -> Bool {
        address.isVersion4 == base.isVersion4
            && address.high & AddressBlock.mask(prefix) == base.high
            && address.low & AddressBlock.mask(prefix - 64) == base.low
    }

    /// Whether every address of its version is in it.
    var isWhole: Bool { prefix == (base.isVersion4 ? 96 : 0) }

    /// The upper `length` of 64 bits.
    private static func mask(_ length: Int) -> UInt64 {
        length <= 0 ? 0 : length >= 64 ? .max : ~(.max >> UInt64(length))
    }
}

extension AddressBlock: CustomStringConvertible {
    /// The network without the bits behind its prefix; one address without its prefix.
    public var description: String {
        if prefix == 128 { return "\(base)" }
        return "\(base)/\(base.isVersion4 ? prefix - 96 : prefix)"
    }
}
