import WorkshopModel

/// One thing for the writer to do.
enum WriteOperation: Sendable {
    case publish(MessageDraft, Retry<Message>?, Completion<Answer<Message>>)
    case createTask(TaskDraft, Retry<TaskRecord>?, Completion<Answer<TaskRecord>>)
    case perform(TaskRequest, Retry<TaskReceipt>?, Completion<Answer<TaskReceipt>>)
    case claimNext(ClaimWish)
    case beat(PresenceBeat, Completion<[InterruptNotice]>)
    /// One slice of retention.
    case prune(Retention)
    /// What a recount has found.
    case correct(CounterCorrection)
}

extension WriteOperation {
    /// About how many bytes it adds to the log.
    var byteCount: Int {
        switch self {
        case .publish(let draft, _, _): 256 + draft.body.bytes.count
        case .createTask(let draft, _, _): 512 + draft.context.bytes.count
        case .perform(let request, _, _):
            switch request.action {
            case .update(let note): 512 + note.bytes.count
            case .done(let result, _): 512 + result.bytes.count
            case .claim, .abandon, .interrupt: 512
            }
        case .claimNext: 1_024
        case .beat(let beat, _): 256 + beat.meta.bytes.count
        // A slice moves many pages; what it costs is bounded by its own number of rows.
        case .prune: 65_536
        case .correct: 256
        }
    }

    /// Tells whoever asked that it was not done.
    func fail(_ error: APIError) {
        switch self {
        case .publish(_, _, let completion): completion(.failure(error))
        case .createTask(_, _, let completion): completion(.failure(error))
        case .perform(_, _, let completion): completion(.failure(error))
        case .claimNext(let wish): wish.fail(error)
        case .beat(_, let completion): completion(.failure(error))
        case .prune(let retention): retention.completion(.failure(error))
        case .correct(let correction): correction.completion(false)
        }
    }
}
