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

    var key: SenderKey? { retry.map { SenderKey(sender: request.from, key: $0.key) } }

    /// Whether it waits under this key for something else.
    func uses(_ key: SenderKey, otherThanFor fingerprint: RequestFingerprint) -> Bool {
        guard case .waits? = ticket?.standing else { return false }
        return self.key == key && retry?.fingerprint != fingerprint
    }

    /// Whether it is a repeat of another, or the other of it.
    func isTwin(of other: ClaimWish) -> Bool { key != nil && key == other.key }
}
