import WorkshopModel

/// A request for the next task, on its way through the writer.
struct ClaimWish: Sendable {
    let request: NextTaskRequest
    let retry: Retry<TaskRecord>?
    /// `nil`: it does not wait.
    let ticket: ClaimTicket?
    /// Gets `nil` when there is no task.
    let completion: Completion<Answer<TaskRecord>?>

    /// Tells whoever waits for it, if somebody does, that it was not done.
    func fail(_ error: APIError) {
        guard let ticket else { return completion(.failure(error)) }
        if ticket.take() || ticket.isOwed { completion(.failure(error)) }
    }

    /// Whether it is a repeat of another, or the other of it.
    func isTwin(of other: ClaimWish) -> Bool {
        guard let key = retry?.key, let otherKey = other.retry?.key else { return false }
        return key == otherKey && request.from == other.request.from
    }

    /// Whether it has another's key although it is another request.
    func misuses(keyOf other: ClaimWish) -> Bool {
        isTwin(of: other) && retry?.fingerprint != other.retry?.fingerprint
    }
}
