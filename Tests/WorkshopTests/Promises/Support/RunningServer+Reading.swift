import Testing
import WorkshopModel

extension RunningServer {
    /// Asks on a connection of its own.
    func ask(_ method: String, _ path: String, _ body: String? = nil) async throws
        -> PlainConnection.Answer
    {
        let port = port
        return try await onThread {
            try PlainConnection(port: port).ask(method, path, body.map { Array($0.utf8) })
        }
    }

    /// Every message whose id is valid, in order, as its line.
    ///
    /// - Parameter page: how many are asked for at once.
    func wholeHistory(page count: Int = 10_000) async throws -> [String] {
        var lines: [String] = []
        var cursor = ULID.zero.text
        while true {
            let page = try await ask("GET", "/history?first=\(count)&since=\(cursor)")
            try #require(page.status == 200, "\(page.text)")
            let some = page.text.split(separator: "\n").map(String.init)
            guard let last = some.last else { return lines }
            lines += some
            cursor = messageID(last)
        }
    }

    /// Every task, newest first.
    func allTasks() async throws -> [JSONText] {
        var tasks: [JSONText] = []
        var before = ""
        while true {
            let page = try await ask("GET", "/tasks?n=1000\(before)")
            try #require(page.status == 200, "\(page.text)")
            let some = try #require(
                try JSONText(parsing: page.body, maximumDepth: Limits.jsonDepth + 8).elements)
            guard let last = some.last?["id"]?.string else { return tasks }
            tasks += some
            before = "&before=\(last)"
        }
    }

    /// A member of `/status` that is a number.
    func count(_ key: String) async throws -> Int64? {
        try JSONText(parsing: try await ask("GET", "/status").body)[key]?.integer
    }

    /// Waits until the counts are what there is.
    func countsBecome(messages: Int, tasks: Int) async throws -> Bool {
        try await poll {
            let status = try JSONText(parsing: try await ask("GET", "/status").body)
            return status["messages"]?.integer == Int64(messages)
                && status["tasks"]?.integer == Int64(tasks)
        }
    }
}
