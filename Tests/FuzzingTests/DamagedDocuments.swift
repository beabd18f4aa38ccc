/// Documents with one or two faults each: bytes that go, come or change, and parts of one
/// document in another. The same ones in every run.
struct DamagedDocuments: Sequence, IteratorProtocol {
    private let documents: [[UInt8]]
    private var random: SeededGenerator
    private var left: Int

    /// What a fault puts into a document: the words of JSON, and what is nearly one.
    private static let pieces =
        [
            "{", "}", "[", "]", ",", ":", "\"", "\\", "0", "1", "-", "+", ".", "e", "E9", "e400",
            "\\u", "\\ud83d", "\\ude00", "\\n", "true", "false", "null", " ", "\t", "\n", "\u{C}",
            "\u{0}", "\u{1F}", "\u{7F}", "é", "\u{301}", "\u{2028}", "\u{FEFF}", "/", "x", "'",
        ].map { Array($0.utf8) } + [[0x80], [0xFF], [0xC0, 0x80], [0xED, 0xA0, 0x80]]

    init(of documents: [[UInt8]], count: Int, seed: UInt64) {
        self.documents = documents
        random = SeededGenerator(seed: seed)
        left = count
    }

    mutating func next() -> [UInt8]? {
        guard left > 0 else { return nil }
        left -= 1
        var document = documents[Int.random(in: documents.indices, using: &random)]
        for _ in 0..<Int.random(in: 1...2, using: &random) { damage(&document) }
        return document
    }

    private mutating func damage(_ document: inout [UInt8]) {
        let start = Int.random(in: 0...document.count, using: &random)
        let end = Swift.min(start + Int.random(in: 0...2, using: &random), document.count)
        let piece =
            switch Int.random(in: 0..<8, using: &random) {
            case 0, 1: [UInt8]()
            case 2: documents[Int.random(in: documents.indices, using: &random)]
            default: Self.pieces[Int.random(in: Self.pieces.indices, using: &random)]
            }
        document.replaceSubrange(start..<end, with: piece)
    }
}
