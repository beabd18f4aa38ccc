/// An error that is told by the exit status alone.
struct Silenced: Error {
    let cause: any Error

    init(_ cause: any Error) { self.cause = cause }
}
