import WorkshopModel

/// Prints messages one after the other: whole lines for programs, aligned text for people.
///
/// On a terminal a message is its time, channel, sender and type, then its body, of which a few
/// lines are shown under one another, then its id, what it answers and its files.
struct MessagePrinter {
    /// Columns grow with what comes up to here, and then stay.
    private static let widest = 24
    private static let mostLines = 5
    /// With less room beside the columns than this, the body stands below them.
    private static let narrowestBody = 20
    private static let gap = "  "

    private let invocation: Invocation
    private var widths = (time: 8, channel: 8, from: 10, type: 12)

    init(_ invocation: Invocation) {
        self.invocation = invocation
    }

    /// Returns when the message is written.
    ///
    /// - Parameter line: an envelope.
    /// - Returns: bytes written.
    @discardableResult
    mutating func print(_ line: [UInt8]) throws -> Int {
        switch invocation.form {
        case .lines:
            try invocation.output.write(line: line)
            return line.count + 1
        case .text(let style):
            let text = text(try Envelope(parsing: line), style) + "\n"
            try invocation.output.write(text)
            return text.utf8.count
        }
    }

    private mutating func text(_ message: Envelope, _ style: TextStyle) -> String {
        let time = TimeText.clock(message.timestamp, now: invocation.surroundings.now())
        let column = [
            MessagePrinter.grow(&widths.time, for: time),
            MessagePrinter.grow(&widths.channel, for: message.channel.inert),
            MessagePrinter.grow(&widths.from, for: message.from.inert),
            MessagePrinter.grow(&widths.type, for: message.type.inert),
        ].reduce(0) { $0 + $1 + MessagePrinter.gap.count }
        let isBeside = style.columns - column >= MessagePrinter.narrowestBody
        var block = TextBlock(
            indent: isBeside ? column : 4, columns: style.columns, isContinued: !isBeside)
        let shown = MessageText(message)
        let isCut = block.add(shown.text, mostLines: MessagePrinter.mostLines)
        if isCut {
            let size = ByteText.of(Int64(message.body.bytes.count))
            block.append("(\(size), --json shows all)", .dim, style)
        }
        if let task = shown.task { block.append("task \(task.inert)", .dim, style) }
        block.append(message.id.inert, .dim, style)
        if let id = message.replyTo { block.append("(re \(id.inert))", .dim, style) }
        for file in message.files { block.addLine("file \(file.inert)", .dim, style) }
        let head = head(message, time, style, isAligned: isBeside)
        return head + (isBeside ? MessagePrinter.gap : "\n") + block.text
    }

    /// Time, channel, sender and type; none longer than the widest column, and where nothing
    /// stands beside them, all of them within the terminal.
    private func head(
        _ message: Envelope, _ time: String, _ style: TextStyle, isAligned: Bool
    ) -> String {
        let texts = [time, message.channel.inert, message.from.inert, message.type.inert]
        let tints = [TextStyle.Tint.dim, .blue, .green, .cyan]
        let aligned = [widths.time, widths.channel, widths.from, widths.type]
        var limits = isAligned ? aligned : texts.map { min($0.displayWidth, MessagePrinter.widest) }
        var excess =
            limits.reduce(0) { $0 + $1 + MessagePrinter.gap.count } - MessagePrinter.gap.count
            - style.columns
        // The time is as long as it is.
        while !isAligned, excess > 0, let widest = (1...3).max(by: { limits[$0] < limits[$1] }),
            limits[widest] > 1
        {
            limits[widest] -= 1
            excess -= 1
        }
        return texts.indices.map { index in
            let cut = index == 0 ? texts[0] : texts[index].cut(toWidth: limits[index])
            return style.paint(isAligned ? cut.padded(toWidth: limits[index]) : cut, tints[index])
        }.joined(separator: MessagePrinter.gap)
    }

    /// - Returns: the width from now on.
    private static func grow(_ width: inout Int, for text: String) -> Int {
        width = max(width, min(text.displayWidth, widest))
        return width
    }
}
