import WorkshopModel

extension RemoteWorkshop {
    /// Sends a request that must be carried out once, again and again until it is answered, as
    /// ``ClientConfiguration/retry`` allows.
    ///
    /// - Parameter patience: how long one attempt may take; ``ClientConfiguration/answerTimeout``
    ///   when `nil`.
    /// - Returns: `nil` for an answer without content.
    /// - Throws: `.unconfirmed` when an attempt may have been carried out and no answer came.
    func post(
        _ json: JSONText, to route: Route, key: IdempotencyKey, patience: Duration? = nil
    ) async throws(ClientError) -> JSONText? {
        var request = posting(json, to: route, patience: patience)
        request.headers.append((IdempotencyKey.headerName, key.text))
        let policy = configuration.retry
        var state = RetryState(policy)
        while true {
            do throws(ClientError) {
                let (head, exchange) = try await send(request)
                let body = try await exchange.body(limit: AnswerLimit.receipt.rawValue)
                return head.status == 204 ? nil : try answer(in: body)
            } catch {
                switch state.decide(
                    after: error, now: policy.pacing.now(), randomness: policy.pacing.randomness())
                {
                case .givesUp(let last): throw last
                case .repeats(let wait):
                    policy.report?(error, wait)
                    try await policy.pacing.rest(wait)
                }
            }
        }
    }
}
