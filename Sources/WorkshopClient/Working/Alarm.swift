import Synchronization

/// Rings at one moment, which may be moved while it is awaited.
final class Alarm: Sendable {
    private struct Setting {
        var moment: Duration?
        var isReplaced = OneShot<Void>()
    }

    private let setting = Mutex(Setting())

    /// - Parameter moment: by the clock of ``run(_:_:)``; `nil` for never.
    func set(_ moment: Duration?) {
        let replaced: OneShot<Void>? = setting.withLock { setting in
            guard setting.moment != moment else { return nil }
            defer { setting = Setting(moment: moment) }
            return setting.isReplaced
        }
        replaced?.set(())
    }

    /// Rings until the task is cancelled, once for each moment.
    func run(_ pacing: Pacing, _ ring: @Sendable () -> Void) async {
        while !Task.isCancelled {
            let (moment, isReplaced) = setting.withLock { ($0.moment, $0.isReplaced) }
            guard let moment else {
                _ = await isReplaced.wait()
                continue
            }
            let wait = moment - pacing.now()
            if wait > .zero {
                // Woken early by its replacement, or by cancellation, which the loop sees.
                _ = await cancelled(by: isReplaced) { try? await pacing.sleep(wait) }
                continue
            }
            setting.withLock { if $0.moment == moment { $0.moment = nil } }
            ring()
        }
    }
}
