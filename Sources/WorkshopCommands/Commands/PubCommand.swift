import Arguments
import WorkshopClient
import WorkshopModel

/// `workshop pub`: publishes messages.
struct PubCommand {
    static let command = Command(
        CommandDescription(
            "pub", summary: "publish a message",
            discussion: """
                BODY is any JSON, kept exactly as it is given. '-' reads it from standard input, \
                '@FILE' from a file. Without BODY, -F or --text, standard input is read when it \
                is a pipe or a file; else, and where it is empty, the body is {}. In a loop that \
                reads lines, write '{}' or </dev/null, or the rest of the lines is taken for the \
                body.

                With -F, true, false, null and numbers are themselves and everything else is a \
                string; 'key=@FILE' takes the content of a file as a string.

                With --wait-reply, this prints the first message in the channel whose reply_to is \
                the id of this one, instead of a receipt.

                A request may have 1 MiB. What is larger goes to 'workshop put', or along with \
                --file.
                """,
            section: "Messages", options: options, operands: operands, examples: examples,
            exitStatuses: ExitStatus.ofClient(.localFile, .timedOut))
    ) { invocation in
        let options = try PubOptions(invocation)
        let workshop = try invocation.workshop()
        switch options.content {
        case .lines: try await LinePublisher(invocation, workshop, options).run()
        case .body(let body):
            var draft = options.draft
            draft.body = try body.resolve()
            draft.files = try await Attachments.upload(options.files, to: workshop, invocation)
            _ = try draft.json.checkedAsRequest()
            let receipt = try await workshop.publish(draft)
            guard let patience = options.patience else {
                return try invocation.show(receipt.json) { _ in text(receipt, draft.channel) }
            }
            if case .text = invocation.form {
                invocation.remark(text(receipt, draft.channel) + ", waiting")
            }
            try await showReply(
                to: receipt.id, in: draft.channel, on: workshop, within: patience.limit, invocation)
        }
    }

    /// The reply comes after the message on the stream: following from there misses none.
    private static func showReply(
        to id: ULID, in channel: ChannelName, on workshop: RemoteWorkshop, within limit: Duration?,
        _ invocation: Invocation
    ) async throws {
        invocation.surroundings.endWithReader(invocation.output) {}
        let remarks = FollowRemarks(invocation)
        let options = FollowOptions(firstConnection: .retried)
        let reply = try await TimeLimit.run(
            limit, { .notAnsweredInTime($0, message: id, channel) },
            { try await workshop.reply(to: id, in: channel, options) { remarks.take($0) } })
        var printer = MessagePrinter(invocation)
        try printer.print(reply)
    }

    private static func text(_ receipt: PublishReceipt, _ channel: ChannelName) -> String {
        "published \(receipt.id.text) to \(channel.text.inert) "
            + "(\(CountText.of(receipt.subscribers, "subscriber")))"
    }

    private static let options = [
        OptionDescription(
            "field", short: "F", value: ValueDescription("KEY=VALUE", .field), isRepeatable: true,
            summary: "build the body from fields"),
        OptionDescription(
            "text", value: ValueDescription("TEXT"),
            summary: "the body is {\"text\": TEXT}; '-' reads it from standard input"),
        OptionDescription(
            "file", value: ValueDescription("PATH", .file), isRepeatable: true,
            summary: "upload this file and attach it"),
        OptionDescription(
            "reply-to", value: ValueDescription("ID", .message),
            summary: "the message this one answers"),
        OptionDescription(
            "wait-reply", value: ValueDescription("DURATION"),
            summary: "wait for an answer, at most this long or 'forever', and print it"),
        OptionDescription(
            "lines",
            summary: "publish each line of standard input as a body of its own, one after another"),
        SharedOptions.from,
    ]

    private static let operands = [
        OperandDescription("CH", hint: .channel, summary: "the channel"),
        OperandDescription(
            "TYPE", hint: .messageType, summary: "what the message is, such as msg.text"),
        OperandDescription(
            "BODY", hint: .textOrFile, isRequired: false, summary: "JSON, '-' or '@FILE'"),
    ]

    private static let examples = [
        ExampleDescription(
            "workshop pub general msg.text --text 'hello'", summary: "say something"),
        ExampleDescription(
            "workshop pub builds build.done '{\"ok\":true}' --file log.txt",
            summary: "with a file"),
        ExampleDescription(
            "workshop pub general question --text 'who is up?' --wait-reply 1m | jq .body",
            summary: "ask, and have the first answer"),
        ExampleDescription(
            "workshop pub builds build.done -F ok=true -F log=@log.txt",
            summary: "a body built from fields"),
        ExampleDescription(
            "jq -c '.[]' readings.json | workshop pub sensors reading --lines",
            summary: "many messages over one connection"),
    ]
}
