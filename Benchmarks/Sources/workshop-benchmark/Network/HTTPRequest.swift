/// Requests as bytes, made once and sent many times.
enum HTTPRequest {
    static func get(_ target: String, at address: ServerAddress) -> [UInt8] {
        Array("GET \(target) HTTP/1.1\r\nHost: \(address.authority)\r\n\r\n".utf8)
    }

    static func stream(of channel: String, at address: ServerAddress) -> [UInt8] {
        Array(
            """
            GET /ch/\(channel) HTTP/1.1\r
            Host: \(address.authority)\r
            Accept: text/event-stream\r
            \r

            """.utf8)
    }

    /// Publishes a message.
    ///
    /// - Parameter bodyBytes: the size of its `body`, a JSON object; at least 12.
    static func publish(
        to channel: String, type: String = "msg.load", bodyBytes: Int, at address: ServerAddress
    ) -> [UInt8] {
        let frame = #"{"text":""}"#
        let text = String(repeating: "x", count: bodyBytes - frame.utf8.count)
        let body = #"{"text":"\#(text)"}"#
        let message = #"{"from":"load.benchmark","type":"\#(type)","body":\#(body)}"#
        return Array(
            """
            POST /ch/\(channel) HTTP/1.1\r
            Host: \(address.authority)\r
            Content-Type: application/json\r
            Content-Length: \(message.utf8.count)\r
            \r
            \(message)
            """.utf8)
    }
}
