import WorkshopModel

/// An answer that is no success.
package struct RefusedRequest: Sendable {
    package let status: Int
    /// The server's own sentence.
    package let reason: String

    /// - Parameter body: `{"error":"…"}`; something between the server and us may say it otherwise.
    init(status: Int, body: [UInt8]) {
        self.status = status
        // Not JSON, not the server's: shown as it is then.
        let sentence = (try? JSONText(parsing: body))?["error"]?.string
        reason = sentence ?? String(decoding: body.prefix(200), as: UTF8.self)
    }
}
