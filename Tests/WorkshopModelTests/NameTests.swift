import Testing
import WorkshopModel

@Suite("Names")
struct NameTests {
    @Test("are the same only when their bytes are")
    func bytewise() throws {
        let one = try ChannelName(validating: "caf\u{E9}")
        let two = try ChannelName(validating: "cafe\u{301}")
        #expect(one != two)
        #expect(Set([one, two]).count == 2)
        #expect("caf\u{E9}" == "cafe\u{301}", "Swift's strings are equal, which is the reason")
    }

    @Test("of channels hold 1 to 128 bytes without slash and control characters")
    func channels() throws {
        _ = try ChannelName(validating: "x")
        _ = try ChannelName(validating: String(repeating: "x", count: 128))
        _ = try ChannelName(validating: "a b #!\u{E9}")
        for text in ["", String(repeating: "x", count: 129), "a/b", "a\nb", "\u{7F}", "\u{9F}"] {
            #expect(throws: APIError.self) { try ChannelName(validating: text) }
        }
    }

    @Test("of tasks hold 1 KiB")
    func titles() throws {
        _ = try TaskTitle(validating: String(repeating: "x", count: 1_023))
        _ = try TaskTitle(validating: String(repeating: "x", count: 1_024))
        for text in ["", "  ", String(repeating: "x", count: 1_025), "a\tb"] {
            #expect(throws: APIError.self) { try TaskTitle(validating: text) }
        }
    }

    @Test("of files are sha256: and 64 lower-case digits")
    func hashes() throws {
        let digits = String(repeating: "0a", count: 32)
        #expect(try BlobHash(validating: "sha256:" + digits).text == "sha256:" + digits)
        #expect(BlobHash(digest: [UInt8](repeating: 10, count: 32)).text == "sha256:" + digits)
        let wrong = [
            digits, "sha256:" + digits.dropLast(), "sha256:" + digits + "0",
            "sha256:" + digits.uppercased(), "SHA256:" + digits, "sha256:../../etc/passwd",
            "sha256:" + digits.dropLast() + "g",
        ]
        for text in wrong {
            #expect(throws: APIError.self) { try BlobHash(validating: text) }
        }
    }
}
