import Arguments
import WorkshopModel

/// What one `workshop pub` is told.
struct PubOptions {
    enum Content {
        /// One message.
        case body(PubBody)
        /// One message for each line of standard input.
        case lines
    }

    /// The message but for its body and files.
    let draft: MessageDraft
    let content: Content
    /// Paths.
    let files: [String]
    /// How long an answer is waited for; `nil` not at all.
    let patience: Patience?

    init(_ invocation: Invocation) throws {
        let parsed = invocation.parsed
        draft = MessageDraft(
            channel: try parsed.operand("CH").required(as: .channel),
            from: try invocation.agent(),
            type: try parsed.operand("TYPE").required(as: .messageType),
            replyTo: try parsed.option("reply-to").value(as: .replyTo))
        files = parsed.option("file").strings
        guard files.count <= Limits.files else {
            throw parsed.usageError("\(files.count) files, at most \(Limits.files) may be attached")
        }
        patience = try parsed.option("wait-reply").value(as: .patience)
        let given = [
            parsed.operand("BODY").isGiven ? "BODY" : nil,
            parsed.option("field").isGiven ? "'-F'" : nil,
            parsed.option("text").isGiven ? "'--text'" : nil,
            parsed.flag("lines") ? "'--lines'" : nil,
        ].compactMap(\.self)
        guard given.count <= 1 else {
            throw parsed.usageError("\(given[0]) and \(given[1]) exclude each other")
        }
        guard parsed.flag("lines") else {
            content = .body(PubBody(invocation))
            return
        }
        guard files.isEmpty else {
            throw parsed.usageError("'--lines' and '--file' exclude each other")
        }
        guard patience == nil else {
            throw parsed.usageError("'--lines' and '--wait-reply' exclude each other")
        }
        content = .lines
    }
}
