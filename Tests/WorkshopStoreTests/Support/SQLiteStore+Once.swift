import WorkshopModel
import WorkshopStore

/// Writes that are not repeated.
extension SQLiteStore {
    func publish(_ draft: MessageDraft, completion: @escaping Completion<Message>) {
        publish(draft, retry: nil) { completion($0.flatMap(\.value)) }
    }

    func createTask(_ draft: TaskDraft, completion: @escaping Completion<TaskRecord>) {
        createTask(draft, retry: nil) { completion($0.flatMap(\.value)) }
    }

    func perform(_ request: TaskRequest, completion: @escaping Completion<TaskReceipt>) {
        perform(request, retry: nil) { completion($0.flatMap(\.value)) }
    }

    func claimNext(
        _ request: NextTaskRequest, ticket: ClaimTicket? = nil,
        completion: @escaping Completion<TaskRecord?>
    ) {
        claimNext(request, retry: nil, ticket: ticket) { answer in
            completion(
                answer.flatMap { answer in answer.map { $0.value.map { $0 } } ?? .success(nil) })
        }
    }
}

extension Answer {
    /// What was done now.
    fileprivate var value: Result<Value, APIError> {
        switch self {
        case .first(let value): .success(value)
        case .again: .failure(APIError(.internalError, "the answer is of an earlier time"))
        }
    }
}
