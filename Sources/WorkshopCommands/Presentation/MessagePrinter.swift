import WorkshopModel

/// Prints messages one after the other: whole lines for programs, aligned text for people.
struct MessagePrinter {
    /// How people are told when a message was sent.
    enum TimeStyle {
        case relative
        /// The time of day: right for what stays on the screen for long.
        case clock
    }

    /// Columns grow with what comes up to here, and then stay.
    private static let widest = 24
    /// Characters of a body that a terminal is shown.
    private static let longestBody = 1_000

    private let invocation: Invocation
    private let timeStyle: TimeStyle
    private var widths = (time: 8, channel: 8, from: 10, type: 12)

    init(_ invocation: Invocation, _ timeStyle: TimeStyle) {
        self.invocation = invocation
        self.timeStyle = timeStyle
    }

    /// Returns when the message is written.
    ///
    /// - Parameter line: an envelope.
    mutating func print(_ line: [UInt8]) throws {
        switch invocation.form {
        case .lines: try invocation.output.write(line: line)
        case .text(let style):
            try invocation.output.write(text(try Envelope(parsing: line), style) + "\n")
        }
    }

    private mutating func text(_ message: Envelope, _ style: TextStyle) -> String {
        let time =
            switch timeStyle {
            case .relative:
                TimeText.relative(message.timestamp, now: invocation.surroundings.now())
            case .clock: TimeText.clock(message.timestamp)
            }
        let parts = [
            style.paint(MessagePrinter.padded(time, &widths.time), .dim),
            style.paint(MessagePrinter.padded(message.channel.inert, &widths.channel), .blue),
            style.paint(MessagePrinter.padded(message.from.inert, &widths.from), .green),
            style.paint(MessagePrinter.padded(message.type.inert, &widths.type), .cyan),
            body(message.body),
        ]
        return (parts + remarks(on: message, style)).joined(separator: "  ")
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
        let whole = text ?? String(decoding: body.bytes.prefix(4_096), as: UTF8.self)
        let shown = whole.prefix(MessagePrinter.longestBody)
        let isCut = shown.utf8.count < (text?.utf8.count ?? body.bytes.count)
        return String(shown).inert
            + (isCut ? "… (\(ByteText.of(Int64(body.bytes.count))), --json shows all)" : "")
    }

    private func remarks(on message: Envelope, _ style: TextStyle) -> [String] {
        var remarks: [String] = []
        if let id = message.replyTo { remarks.append("(re \(id.inert))") }
        if !message.files.isEmpty {
            remarks.append("(\(CountText.of(message.files.count, "file")))")
        }
        return remarks.map { style.paint($0, .dim) }
    }
}
