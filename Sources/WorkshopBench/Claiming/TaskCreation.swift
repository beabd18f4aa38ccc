import WorkshopModel

/// Creates open tasks.
final class TaskCreation: RequestWork {
    private let request: [UInt8]
    private(set) var created: Set<MessageID> = []

    /// - Parameter assignee: for whom they are; `nil` for anybody.
    init(
        in channel: ChannelName, by creator: AgentName, for assignee: AgentName?,
        at address: ServerAddress
    ) {
        let name = JSONText(string: channel.text)
        let from = JSONText(string: creator.text)
        let wish = assignee.map { #","for":\#(JSONText(string: $0.text))"# } ?? ""
        request = HTTPRequest.post(
            Route.tasks.path, #"{"from":\#(from),"title":"bench","ch":\#(name)\#(wish)}"#,
            at: address)
    }

    func request(_ index: Int, on connection: Int, due: Moment) -> [UInt8]? { request }

    func answered(
        _ index: Int, on connection: Int, status: Int, body: [UInt8]
    ) throws(BenchmarkError) -> Bool {
        created.insert(try PublishAnswer.id(in: body))
        return true
    }
}
