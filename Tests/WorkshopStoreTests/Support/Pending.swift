import WorkshopModel
import WorkshopStore

/// A question that was asked already, in the caller's order, and whose answer is awaited later.
struct Pending<Value: Sendable>: Sendable {
    private let answers: AsyncStream<Result<Value, APIError>>

    init(_ question: (@escaping Completion<Value>) -> Void) {
        let (answers, continuation) = AsyncStream.makeStream(of: Result<Value, APIError>.self)
        self.answers = answers
        question { answer in
            continuation.yield(answer)
            continuation.finish()
        }
    }

    /// Asked for once.
    var answer: Result<Value, APIError> {
        get async {
            for await answer in answers { return answer }
            return .failure(APIError(.internalError, "the store has not answered"))
        }
    }

    var failure: APIError? {
        get async {
            if case .failure(let error) = await answer { return error }
            return nil
        }
    }
}
