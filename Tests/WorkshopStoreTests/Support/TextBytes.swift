import WorkshopStore

/// The bytes of a text, as somebody else's buffer.
struct TextBytes: ByteSource {
    let text: String

    func withBytes<Value, Failure: Error>(
        _ body: (UnsafeRawBufferPointer) throws(Failure) -> Value
    ) throws(Failure) -> Value {
        try Array(text.utf8).withUnsafeBufferPointer { bytes throws(Failure) in
            try body(UnsafeRawBufferPointer(bytes))
        }
    }
}
