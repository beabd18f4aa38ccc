extension String {
    /// Whether the bytes are the same, not only what they mean.
    func isSame(as other: String) -> Bool { utf8.elementsEqual(other.utf8) }

    /// Every byte that URLs have no other use for as `%XX`, as most clients would send it.
    ///
    /// - Parameter meaning: characters that mean something here and stay.
    func escaped(except meaning: String) -> String {
        let meaning = Array(meaning.utf8)
        var escaped: [UInt8] = []
        for byte in utf8 {
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."),
                UInt8(ascii: "_"), UInt8(ascii: "~"):
                escaped.append(byte)
            case _ where meaning.contains(byte): escaped.append(byte)
            default:
                escaped += "%\(byte < 16 ? "0" : "")\(String(byte, radix: 16))".utf8
            }
        }
        return String(decoding: escaped, as: UTF8.self)
    }
}
