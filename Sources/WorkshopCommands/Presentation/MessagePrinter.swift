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
        let cells = [
            (MessagePrinter.padded(time, &widths.time), TextStyle.Tint.dim),
            (MessagePrinter.padded(message.channel.inert, &widths.channel), .blue),
            (MessagePrinter.padded(message.from.inert, &widths.from), .green),
            (MessagePrinter.padded(message.type.inert, &widths.type), .cyan),
        ]
        let column = cells.reduce(0) { $0 + $1.0.displayWidth + MessagePrinter.gap.count }
        let isBeside = style.columns - column >= MessagePrinter.narrowestBody
        var block = TextBlock(
            indent: isBeside ? column : 4, columns: style.columns, isContinued: !isBeside)
        let isCut = block.add(body(message.body), mostLines: MessagePrinter.mostLines)
        if isCut {
            let size = ByteText.of(Int64(message.body.bytes.count))
            block.append("(\(size), --json shows all)", .dim, style)
        }
        block.append(message.id.inert, .dim, style)
        if let id = message.replyTo { block.append("(re \(id.inert))", .dim, style) }
        for file in message.files { block.addLine("file \(file.inert)", .dim, style) }
        let head = cells.map { style.paint($0.0, $0.1) }.joined(separator: MessagePrinter.gap)
        return head + (isBeside ? MessagePrinter.gap : "\n") + block.text
    }

    private static func padded(_ text: String, _ width: inout Int) -> String {
        width = max(width, min(text.displayWidth, widest))
        return text.padded(toWidth: width)
    }

    /// Plain text for the common `{"text":"…"}`, else the JSON.
    private func body(_ body: JSONText) -> String {
        let members = body.bytes.count < 65_536 ? body.members : nil
        let isText = members?.count == 1 && members?.first?.key == "text"
        let text = isText ? members?.first?.value.string : nil
        // More than the lines shown can hold.
        return text ?? String(decoding: body.bytes.prefix(16_384), as: UTF8.self)
    }
}
