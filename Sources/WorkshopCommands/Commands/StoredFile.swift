import WorkshopClient
import WorkshopModel

/// A file that was stored, as it is shown and announced.
struct StoredFile {
    /// As given; `-` for standard input.
    let path: String
    let receipt: UploadReceipt

    /// The path without its folders; `nil` for what had no name.
    private var name: String? {
        path == "-" ? nil : path.split(separator: "/").last.map(String.init)
    }

    /// - Parameter announcement: the id of the message that tells of it.
    func json(announcement: ULID?) -> JSONText {
        var writer = JSONWriter()
        writer.object { object in
            object.member("hash", receipt.hash.text)
            object.member("size", receipt.size)
            object.member("path", path)
            object.member("new", receipt.isNew)
            object.member("message", announcement?.text)
        }
        return writer.finish()
    }

    func announcement(in channel: ChannelName, from agent: AgentName) -> MessageDraft {
        var writer = JSONWriter()
        writer.object { object in
            object.member("name", name)
            object.member("size", receipt.size)
            object.member("hash", receipt.hash.text)
        }
        return MessageDraft(
            channel: channel, from: agent, type: .fileShared, body: writer.finish(),
            files: [receipt.hash])
    }
}
