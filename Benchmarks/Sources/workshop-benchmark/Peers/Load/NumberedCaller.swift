import WorkshopBench

/// Publishes to our channel one message after the other, and says which id each got.
final class NumberedCaller {
    private let caller: Caller
    private var publication: Publication
    private var next = 0

    init(_ peer: PeerUnderTest) throws(BenchmarkError) {
        caller = try Caller(peer.address)
        publication = peer.server.publication(connection: 0, at: peer.address)
    }

    /// - Returns: the id.
    func publish() throws(BenchmarkError) -> String {
        publication.setNumber(next)
        next += 1
        let answer = try caller.call(publication.bytes)
        // {"id":"…",…}
        let words = answer.split(separator: UInt8(ascii: "\""))
        guard words.count > 3, words[3].count == MessageID.textLength else {
            throw .server("a published message was not answered with its id")
        }
        return String(decoding: words[3], as: UTF8.self)
    }
}
