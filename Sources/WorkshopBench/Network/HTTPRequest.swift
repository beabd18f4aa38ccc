package import WorkshopModel

/// Requests as bytes, made once and sent many times.
package enum HTTPRequest {
    package static func get(_ target: String, at address: ServerAddress) -> [UInt8] {
        Array("GET \(address.prefix)\(target) HTTP/1.1\r\nHost: \(address.authority)\r\n\r\n".utf8)
    }

    package static func stream(of channel: String, at address: ServerAddress) -> [UInt8] {
        stream(path: "/ch/\(channel)", at: address)
    }

    /// - Parameter sender: only messages of this agent.
    package static func stream(
        of channel: ChannelName, from sender: AgentName?, at address: ServerAddress
    ) -> [UInt8] {
        let query = sender.map { "?from=" + PercentCoding.encode($0.text) } ?? ""
        return stream(path: Route.channel(channel).path + query, at: address)
    }

    private static func stream(path: String, at address: ServerAddress) -> [UInt8] {
        Array(
            """
            GET \(address.prefix)\(path) HTTP/1.1\r
            Host: \(address.authority)\r
            Accept: text/event-stream\r
            \r

            """.utf8)
    }

    /// Creates a task.
    package static func task(at address: ServerAddress) -> [UInt8] {
        post("/tasks", #"{"from":"load.benchmark","title":"work"}"#, at: address)
    }

    /// Waits for a task.
    package static func nextTask(for agent: String, at address: ServerAddress) -> [UInt8] {
        post("/tasks/claim", #"{"from":"\#(agent)","wait":300}"#, at: address)
    }

    /// Publishes a message.
    ///
    /// - Parameter bodyBytes: the size of its `body`, a JSON object; at least 12.
    package static func publish(
        to channel: String, type: String = "msg.load", bodyBytes: Int, at address: ServerAddress
    ) -> [UInt8] {
        let frame = #"{"text":""}"#
        let text = String(repeating: "x", count: bodyBytes - frame.utf8.count)
        let body = #"{"text":"\#(text)"}"#
        let message = #"{"from":"load.benchmark","type":"\#(type)","body":\#(body)}"#
        return post("/ch/\(channel)", message, at: address)
    }

    package static func post(
        _ target: String, _ body: String, at address: ServerAddress
    ) -> [UInt8] {
        postHead(target, "application/json", bodyBytes: body.utf8.count, at: address)
            + Array(body.utf8)
    }

    /// What comes before a body.
    package static func postHead(
        _ target: String, _ contentType: String, bodyBytes: Int, at address: ServerAddress
    ) -> [UInt8] {
        Array(
            """
            POST \(address.prefix)\(target) HTTP/1.1\r
            Host: \(address.authority)\r
            Content-Type: \(contentType)\r
            Content-Length: \(bodyBytes)\r
            \r

            """.utf8)
    }
}
