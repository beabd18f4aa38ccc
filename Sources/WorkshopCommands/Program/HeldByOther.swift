import WorkshopClient
import WorkshopModel

/// The server's 403 to a verb that only the holder of the task may use.
struct HeldByOther: Error {
    let message: String

    /// - Returns: `nil` for every other error.
    init?(_ error: ClientError) {
        guard case .refused(let refusal) = error, refusal.code == .forbidden else { return nil }
        message = refusal.message
    }
}
