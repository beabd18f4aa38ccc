import WorkshopModel

/// What a person is shown of a message's body: its words, where it has some, else its JSON.
struct MessageText {
    /// More than the lines shown can hold.
    private static let longest = 16_384

    /// Anybody's.
    let text: String
    /// The task that the message is about, where the text leaves its id out.
    private(set) var task: String?

    init(_ message: Envelope) {
        let body = message.body
        let members = body.bytes.count < 65_536 ? body.members ?? [] : []
        let json = String(decoding: body.bytes.prefix(MessageText.longest), as: UTF8.self)
        if members.count == 1, members[0].key == "text", let words = members[0].value.string {
            text = words
        } else if message.type.hasPrefix("task."), let id = members.first?.value.string,
            members.first?.key == "task-id"
        {
            task = id
            text = MessageText.ofTask(message.body, members.dropFirst())
        } else {
            text = json
        }
    }

    /// The title and what else the server says of a task, or, where somebody said something of
    /// his own, that as JSON.
    private static func ofTask(
        _ body: JSONText, _ members: ArraySlice<(key: String, value: JSONText)>
    ) -> String {
        var words: [String: String] = [:]
        for (key, value) in members { words[key] = value.string }
        let isServers = members.allSatisfy { key, value in
            ["title", "for", "reason", "claim"].contains(key)
                && (value.kind == .string || value.kind == .null)
        }
        guard isServers, let title = words["title"] else {
            var writer = JSONWriter()
            writer.object { $0.members(of: body, except: ["task-id"]) }
            return writer.finish().text
        }
        let assignee = words["for"].map { " (for \($0))" } ?? ""
        return title + assignee + (words["reason"].map { ": \($0)" } ?? "")
    }
}
