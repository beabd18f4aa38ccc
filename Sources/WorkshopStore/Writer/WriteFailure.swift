import WorkshopModel

/// Why an operation was not done.
enum WriteFailure: Error {
    /// A rule was broken. Nothing was changed, the transaction goes on.
    case refused(APIError)
    /// SQLite failed; the transaction must be rolled back.
    case broken(SQLiteError)
}

/// Runs what only SQLite can make fail.
func storing<Value>(
    _ body: () throws(SQLiteError) -> Value
) throws(WriteFailure) -> Value {
    do throws(SQLiteError) {
        return try body()
    } catch {
        throw .broken(error)
    }
}

/// Runs what only a broken rule can make fail.
func deciding<Value>(
    _ body: () throws(APIError) -> Value
) throws(WriteFailure) -> Value {
    do throws(APIError) {
        return try body()
    } catch {
        throw .refused(error)
    }
}
