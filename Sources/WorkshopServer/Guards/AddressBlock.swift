/// A range of addresses in CIDR notation.
public struct AddressBlock: Hashable, Sendable {
    private let high: UInt64
    private let low: UInt64
    private let prefix: Int

    /// Reads `10.0.0.0/8`, `fc00::/7`, or one address; `nil` for anything else.
    public init?(_ text: String) {
        let parts = text.split(separator: "/", maxSplits: 1, omittingEmptySubsequences: false)
        guard let address = IPAddress(String(parts[0])) else { return nil }
        let width = address.isVersion4 && !parts[0].contains(":") ? 32 : 128
        var prefix = width
        if parts.count > 1 {
            guard parts[1].allSatisfy(\.isASCII), parts[1].first?.isNumber == true,
                let length = Int(parts[1]), (0...width).contains(length)
            else { return nil }
            prefix = length
        }
        self.prefix = prefix + 128 - width
        high = address.high & AddressBlock.mask(self.prefix)
        low = address.low & AddressBlock.mask(self.prefix - 64)
    }

    public func contains(_ address: IPAddress) -> Bool {
        address.high & AddressBlock.mask(prefix) == high
            && address.low & AddressBlock.mask(prefix - 64) == low
    }

    /// The upper `length` of 64 bits.
    private static func mask(_ length: Int) -> UInt64 {
        length <= 0 ? 0 : length >= 64 ? .max : ~(.max >> UInt64(length))
    }
}
