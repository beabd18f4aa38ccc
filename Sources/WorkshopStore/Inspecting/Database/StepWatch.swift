import CSQLite

/// Asked by SQLite now and then, while a statement runs long, whether it shall go on.
///
/// Belongs to one connection, and lives on its thread.
final class StepWatch {
    /// Steps of SQLite's machine between two questions: some milliseconds.
    private static let steps: Int32 = 100_000

    private let connection: Connection
    private let goesOn: () -> Bool

    init(on connection: Connection, _ goesOn: @escaping () -> Bool) {
        self.connection = connection
        self.goesOn = goesOn
        sqlite3_progress_handler(
            connection.handle, StepWatch.steps,
            { context in
                guard let context else { return 0 }
                let watch = Unmanaged<StepWatch>.fromOpaque(context).takeUnretainedValue()
                return watch.goesOn() ? 0 : 1
            }, Unmanaged.passUnretained(self).toOpaque())
    }

    deinit {
        sqlite3_progress_handler(connection.handle, 0, nil, nil)
    }
}
