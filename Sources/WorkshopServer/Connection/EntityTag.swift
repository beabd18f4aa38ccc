/// `If-None-Match` (RFC 9110 § 13.1.2).
enum EntityTag {
    /// `*`, or the tag among others; a weak mark does not matter where the bytes are compared.
    static func matches(_ header: some StringProtocol, _ tag: String) -> Bool {
        header.split(separator: ",").contains { candidate in
            var candidate = candidate.drop { $0 == " " }
            while candidate.last == " " { candidate.removeLast() }
            if candidate.hasPrefix("W/") { candidate = candidate.dropFirst(2) }
            return candidate == "*" || candidate == tag
        }
    }
}
