/// The beginning of a conversation: what is sent, and what shows that it was understood.
struct Opening {
    let bytes: [UInt8]
    /// Stands in what the server says to it, in the body where `isChunked`.
    let mark: [UInt8]
    /// Whether what comes is an HTTP answer in chunks, which have to be taken apart.
    let isChunked: Bool

    init(_ text: String, mark: String, isChunked: Bool = false) {
        self.init(Array(text.utf8), mark: Array(mark.utf8), isChunked: isChunked)
    }

    init(_ bytes: [UInt8], mark: [UInt8], isChunked: Bool = false) {
        self.bytes = bytes
        self.mark = mark
        self.isChunked = isChunked
    }
}
