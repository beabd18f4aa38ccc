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

                A request may have 1 MiB. What is larger goes to 'workshop put', or along with \
                --file.
                """,
            section: "Messages", options: options, operands: operands, examples: examples,
            exitStatuses: ExitStatus.ofClient(.localFile))
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
            try invocation.show(receipt.json) { _ in text(receipt, draft.channel) }
        }
    }

    private static func text(_ receipt: PublishReceipt, _ channel: ChannelName) -> String {
        "published \(receipt.id.text) to \(channel.text.inert) "
            + "(\(CountText.of(receipt.subscribers, "subscriber")))"
    }

    private static let options = [
        OptionDescription(
            "field", short: "F", value: ValueDescription("KEY=VALUE"), isRepeatable: true,
            summary: "build the body from fields"),
        OptionDescription(
            "text", value: ValueDescription("TEXT"),
            summary: "the body is {\"text\": TEXT}; '-' reads it from standard input"),
        OptionDescription(
            "file", value: ValueDescription("PATH", .file), isRepeatable: true,
            summary: "upload this file and attach it"),
        OptionDescription(
            "reply-to", value: ValueDescription("ID"), summary: "the message this one answers"),
        OptionDescription(
            "lines",
            summary: "publish each line of standard input as a body of its own, one after another"),
        SharedOptions.from,
    ]

    private static let operands = [
        OperandDescription("CH", hint: .channel, summary: "the channel"),
        OperandDescription("TYPE", summary: "what the message is, such as msg.text"),
        OperandDescription("BODY", isRequired: false, summary: "JSON, '-' or '@FILE'"),
    ]

    private static let examples = [
        ExampleDescription(
            "workshop pub general msg.text --text 'hello'", summary: "say something"),
        ExampleDescription(
            "workshop pub builds build.done '{\"ok\":true}' --file log.txt",
            summary: "with a file"),
        ExampleDescription(
            "workshop pub builds build.done -F ok=true -F log=@log.txt",
            summary: "a body built from fields"),
        ExampleDescription(
            "jq -c '.[]' readings.json | workshop pub sensors reading --lines",
            summary: "many messages over one connection"),
    ]
}
