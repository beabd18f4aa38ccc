import WorkshopClient
import WorkshopModel

/// `workshop pub --lines`: each line of standard input becomes a message, in order, over one
/// connection. The first line that is no body ends it.
struct LinePublisher {
    private let invocation: Invocation
    private let workshop: RemoteWorkshop
    private let options: PubOptions

    init(_ invocation: Invocation, _ workshop: RemoteWorkshop, _ options: PubOptions) {
        self.invocation = invocation
        self.workshop = workshop
        self.options = options
    }

    func run() async throws {
        var lines = InputLines(invocation.surroundings.input, limit: Limits.jsonBody)
        var number = 0
        var count = 0
        while let line = try lines.next() {
            number += 1
            guard let body = try body(line, number) else { continue }
            var draft = options.draft
            draft.body = body
            try check(draft, number)
            let receipt = try await workshop.publish(draft)
            count += 1
            if case .lines = invocation.form {
                try invocation.output.write(line: receipt.json.bytes)
            }
        }
        if case .text = invocation.form {
            let channel = options.draft.channel.text.inert
            try invocation.output.write(
                "published \(CountText.of(count, "message")) to \(channel)\n")
        }
    }

    /// - Returns: `nil` for a blank line.
    private func body(_ line: InputLines.Line, _ number: Int) throws -> JSONText? {
        switch line {
        case .tooLong: throw CommandFailure.invalidLine(number: number, .tooLong)
        case .line(let bytes):
            if bytes.allSatisfy({ $0 == 0x20 || $0 == 0x09 || $0 == 0x0D }) { return nil }
            do throws(JSONError) {
                return try JSONText(parsing: bytes, depth: 1)
            } catch {
                throw CommandFailure.invalidLine(number: number, .json(error))
            }
        }
    }

    private func check(_ draft: MessageDraft, _ number: Int) throws(CommandFailure) {
        let bytes = draft.json.bytes.count
        guard bytes <= Limits.jsonBody else {
            throw .invalidLine(number: number, .requestTooLarge(bytes: bytes))
        }
    }
}
