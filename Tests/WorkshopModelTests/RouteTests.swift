import Testing
import WorkshopModel

@Suite("Routes")
struct RouteTests {
    static let all: [Route] = [
        .everything, .channel(ChannelName(unchecked: "a bé%")),
        .channelHistory(ChannelName(unchecked: "history")), .history, .channels, .tasks,
        .nextTask, .task("01J"), .taskVerb("x y", .claim), .taskVerb("1", .interrupt), .files,
        .file("sha256:00"), .presence, .status, .metrics, .page, .pageAsset("feed.js"),
        .pageAsset(""),
    ]

    @Test("that are printed read back", arguments: all)
    func roundTrip(route: Route) throws {
        #expect(try Route(path: Substring(route.path)) == route)
    }

    @Test(
        "that are none are not found",
        arguments: [
            "/x", "/ch", "/ch/a/b", "/ch/a/history/x", "/tasks/", "/tasks//claim", "/tasks/1/x",
            "/files/", "/status/", "//", "/History", "history", "",
        ])
    func notFound(path: String) {
        let error = #expect(throws: APIError.self) { try Route(path: Substring(path)) }
        #expect(error?.code == .notFound)
    }

    @Test(
        "with broken names are malformed",
        arguments: ["/ch/", "/ch/%", "/ch/%2", "/ch/%zz", "/ch/a%2Fb", "/ch/%0A", "/ch/%ff"])
    func malformed(path: String) {
        let error = #expect(throws: APIError.self) { try Route(path: Substring(path)) }
        #expect(error?.code == .malformed)
    }

    @Test(
        "are the same whether a combining mark is sent as it is or escaped",
        arguments: [
            ("/ch/\u{301}a", "/ch/%CC%81a"), ("/ch/\u{301}/history", "/ch/%CC%81/history"),
            ("/tasks/\u{301}", "/tasks/%CC%81"), ("/ui/\u{301}", "/ui/%CC%81"),
        ])
    func combiningMark(raw: String, escaped: String) throws {
        #expect(try Route(path: Substring(raw)) == Route(path: Substring(escaped)))
    }

    @Test("decode their segments once")
    func decoding() throws {
        #expect(
            try Route(path: "/ch/%61%20b%25") == .channel(ChannelName(unchecked: "a b%")))
    }
}

@Suite("Queries")
struct QueryTests {
    private func history(_ query: String, channel: ChannelName? = nil) throws -> HistoryQuery {
        try HistoryQuery(QueryParameters(parsing: Substring(query)), channel: channel)
    }

    @Test("have defaults")
    func defaults() throws {
        #expect(try history("").extent == .last(100))
        #expect(try history("", channel: .tasks).extent == .last(200))
        #expect(try history("n=99999999999999999999").extent == .last(10_000))
        #expect(try history("n=9999").extent == .last(9_999))
        #expect(try history("first=10001").extent == .first(10_000))
    }

    @Test("ignore what they do not know and a trailing ampersand")
    func ignores() throws {
        #expect(try history("x=1&&n=5&").extent == .last(5))
    }

    @Test(
        "are refused when malformed",
        arguments: [
            "n=0", "n=-1", "n=", "n=x", "n=1.5", "n=1&first=1", "since=x", "since=", "before=1",
            "from=", "not_from=%20", "type=%zz", "ch=", "ch=a%2Fb", "n=%2B1",
        ])
    func refuses(query: String) {
        let error = #expect(throws: APIError.self) { try history(query) }
        #expect(error?.code == .malformed)
    }

    @Test(
        "are the same whether a combining mark is sent as it is or escaped",
        arguments: [
            ("from=\u{301}a", "from=%CC%81a"), ("n=5&\u{301}=x&first", "n=5&%CC%81=x&first"),
        ])
    func combiningMark(raw: String, escaped: String) throws {
        let query = try QueryParameters(parsing: Substring(raw))
        #expect(try query == QueryParameters(parsing: Substring(escaped)))
    }

    @Test("pick at most 64 channels")
    func channels() throws {
        func query(_ count: Int) -> String {
            (0..<count).map { "ch=c\($0)" }.joined(separator: "&")
        }
        #expect(try history(query(63)).filter.channels.count == 63)
        #expect(try history(query(64)).filter.channels.count == 64)
        #expect(throws: APIError.self) { try history(query(65)) }
    }

    @Test("read back from what the client sends")
    func roundTrip() throws {
        let filter = MessageFilter(
            channels: [ChannelName(unchecked: "a&b"), ChannelName(unchecked: "+ é")],
            typePrefix: TypePrefix("task."), from: AgentName(unchecked: "x=y"),
            notFrom: AgentName(unchecked: "z"))
        let sent = HistoryQuery(
            filter: filter, extent: .first(7), since: .zero, before: .greatest)
        let text = sent.parameters(channelInPath: false).text.dropFirst()
        #expect(try HistoryQuery(QueryParameters(parsing: text), channel: nil) == sent)
    }

    @Test(
        "of streams choose the format",
        arguments: [
            ("", nil, StreamFormat.events), ("format=ndjson", nil, .lines),
            ("format=sse", "application/x-ndjson", .events),
            ("", "application/x-ndjson", .lines), ("", "*/*", .events),
            ("", "text/html, application/x-ndjson;q=0.9", .lines),
            ("", "text/event-stream, application/x-ndjson", .events),
        ] as [(String, String?, StreamFormat)])
    func formats(query: String, accept: String?, format: StreamFormat) throws {
        let stream = try StreamQuery(
            QueryParameters(parsing: Substring(query)), channel: nil, accept: accept,
            lastEventID: nil)
        #expect(stream.format == format)
    }

    @Test("of streams let Last-Event-ID win, and take an empty one for none")
    func cursors() throws {
        func cursor(_ query: String, _ header: String?) throws -> ULID? {
            try StreamQuery(
                QueryParameters(parsing: Substring(query)), channel: nil, accept: nil,
                lastEventID: header
            ).cursor
        }
        let since = "since=\(ULID.zero.text)"
        #expect(try cursor(since, ULID.greatest.text) == .greatest)
        #expect(try cursor(since, "") == .zero)
        #expect(try cursor("", nil) == nil)
        #expect(throws: APIError.self) { try cursor("", "abc") }
        #expect(throws: APIError.self) { try cursor("since=abc", ULID.greatest.text) }
    }
}

@Suite("Filters")
struct FilterTests {
    private func matches(_ filter: MessageFilter, _ type: String, from: String = "a") -> Bool {
        filter.matches(
            channel: .tasks, type: MessageType(unchecked: type),
            from: AgentName(unchecked: from))
    }

    @Test("compare types literally, by bytes, with their case")
    func prefixes() {
        let filter = MessageFilter(typePrefix: TypePrefix("task_%."))
        #expect(matches(filter, "task_%.x"))
        #expect(!matches(filter, "taskA..x"))
        #expect(!matches(filter, "TASK_%.x"))
        #expect(!matches(filter, "task_%"))
        #expect(matches(MessageFilter(typePrefix: TypePrefix("")), "anything"))
    }

    @Test("combine")
    func combine() {
        let one = AgentName(unchecked: "a")
        #expect(matches(MessageFilter(from: one), "t"))
        #expect(!matches(MessageFilter(from: one), "t", from: "b"))
        #expect(!matches(MessageFilter(notFrom: one), "t"))
        #expect(!matches(MessageFilter(channels: [ChannelName(unchecked: "x")]), "t"))
        #expect(!matches(MessageFilter(from: one, notFrom: one), "t"))
    }
}
