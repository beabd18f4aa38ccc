/// Moves the bytes of exchanges, on threads of its own.
protocol Carrier: AnyObject, Sendable {
    /// Takes a command and returns at once.
    func post(_ command: CarrierCommand)
}

/// What the tasks' side asks of a carrier.
enum CarrierCommand: Sendable {
    case start(ExchangeChannel)
    /// Goes on after the task has made room or brought bytes.
    case resume(ExchangeChannel)
    case abort(ExchangeChannel)
    /// Ends everything: the client is gone.
    case stop
}
