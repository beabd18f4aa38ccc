package enum PublishAnswer {
    private static let beginning = Array(#"{"id":""#.utf8)

    /// The id that the server gave, which its answer begins with.
    package static func id(in body: [UInt8]) throws(BenchmarkError) -> MessageID {
        guard body.starts(with: beginning), body.count > beginning.count + MessageID.textLength
        else {
            let text = String(decoding: body.prefix(200), as: UTF8.self)
            throw .server("the server answered '\(text)' to a published message")
        }
        return MessageID(body.span.extracting(beginning.count...))
    }
}
