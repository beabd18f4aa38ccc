/// Runs the work, cancelling it once the signal comes, and returns what it makes of that.
package func cancelled<Value: Sendable>(
    by signal: OneShot<Void>, _ work: @escaping @Sendable () async -> Value
) async -> Value {
    await withTaskGroup(of: Value?.self) { group in
        group.addTask { .some(await work()) }
        group.addTask {
            _ = await signal.wait()
            return nil
        }
        var value: Value?
        for await result in group {
            if let result { value = .some(result) }
            group.cancelAll()
        }
        guard let value else { preconditionFailure("the work returns") }
        return value
    }
}
