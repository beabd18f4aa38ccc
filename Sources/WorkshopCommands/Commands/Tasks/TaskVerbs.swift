import Arguments
import WorkshopClient
import WorkshopModel

extension Invocation {
    /// Applies a verb to the task that `ID` names, and shows the receipt.
    ///
    /// - Parameter text: for a terminal.
    @discardableResult
    func perform(
        _ action: TaskRequest.Action, text: (TaskReceipt) -> String
    ) async throws -> TaskReceipt {
        let request = try taskRequest(action)
        _ = try request.json.checkedAsRequest()
        let receipt = try await send(request, to: try workshop())
        try show(receipt.json) { _ in text(receipt) }
        return receipt
    }

    /// The request of this agent on the task that `ID` names, with `--claim` where the command
    /// has it.
    func taskRequest(_ action: TaskRequest.Action) throws(UsageError) -> TaskRequest {
        let hasClaim = parsed.path.options.contains { $0.name == SharedOptions.claim.name }
        return TaskRequest(
            id: try parsed.operand("ID").required(as: .taskID), action: action,
            from: try agent(),
            claim: hasClaim ? parsed.option(SharedOptions.claim.name).string : nil)
    }

    /// - Throws: ``HeldByOther`` for what only the holder may do.
    func send(_ request: TaskRequest, to workshop: RemoteWorkshop) async throws -> TaskReceipt {
        do throws(ClientError) {
            return try await workshop.perform(request)
        } catch {
            guard request.verb == .done || request.verb == .abandon else { throw error }
            throw HeldByOther(error) ?? error
        }
    }
}

extension ValueSyntax where Value == String {
    /// Any text but what could not stand in a path.
    static var taskID: Self {
        Self { text throws(InvalidValue) in
            guard !text.isEmpty, !text.utf8.contains(UInt8(ascii: "/")), text.utf8.count <= 128
            else {
                throw InvalidValue("expected the id of a task")
            }
            return text
        }
    }
}

extension ValueSyntax where Value == Int {
    /// A lease in whole seconds; what is given with a fraction is rounded up.
    static var lease: Self {
        Self { text throws(InvalidValue) in
            let range = Limits.leaseSeconds
            let shortest = Duration.seconds(range.lowerBound)
            let longest = Duration.seconds(range.upperBound)
            let duration = try ValueSyntax<Duration>.duration(in: shortest...longest).parse(text)
            return Int((duration.milliseconds + 999) / 1_000)
        }
    }
}
