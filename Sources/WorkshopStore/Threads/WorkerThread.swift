import Glibc

/// A thread of the store's own, for work that blocks.
///
/// Signals are blocked on it: they are for the threads of whoever runs the store.
struct WorkerThread: Sendable {
    private let identifier: pthread_t

    /// - Parameter name: shown by `top -H`; the kernel keeps 15 bytes.
    static func start(name: String, _ body: @escaping @Sendable () -> Void) -> WorkerThread {
        var all = sigset_t()
        var before = sigset_t()
        sigfillset(&all)
        pthread_sigmask(SIG_BLOCK, &all, &before)
        defer { pthread_sigmask(SIG_SETMASK, &before, nil) }
        let job = Unmanaged.passRetained(Job(name: name, body: body))
        var identifier = pthread_t()
        let code = pthread_create(
            &identifier, nil,
            { argument in
                guard let argument else { return nil }
                let job = Unmanaged<Job>.fromOpaque(argument).takeRetainedValue()
                WorkerThread.nameThisThread(job.name)
                job.body()
                return nil
            }, job.toOpaque())
        precondition(code == 0, "no thread can be made: \(SystemError(code).reason)")
        return WorkerThread(identifier: identifier)
    }

    /// Starts a thread that first makes what it alone may touch, and waits until it has.
    ///
    /// - Parameter prepare: runs on the new thread; answers what the thread then does.
    static func start<Failure: Error>(
        name: String, preparing prepare: @escaping @Sendable () throws(Failure) -> () -> Void
    ) throws(Failure) -> WorkerThread {
        let outcome = Monitor<Result<Void, Failure>?>(nil)
        let thread = start(name: name) {
            do throws(Failure) {
                let work = try prepare()
                outcome.change { $0 = .success(()) }
                work()
            } catch {
                outcome.change { $0 = .failure(error) }
            }
        }
        if case .failure(let error) = outcome.wait({ $0 }) {
            thread.join()
            throw error
        }
        return thread
    }

    /// Waits until the body has returned; called exactly once.
    func join() { pthread_join(identifier, nil) }

    /// A name is for people who look; a thread without one works as well.
    private static func nameThisThread(_ name: String) {
        guard let file = try? FileDescriptor.open("/proc/thread-self/comm", O_WRONLY) else {
            return
        }
        Array(name.utf8).withUnsafeBytes { try? file.write($0) }
    }

    private final class Job: Sendable {
        let name: String
        let body: @Sendable () -> Void

        init(name: String, body: @escaping @Sendable () -> Void) {
            self.name = name
            self.body = body
        }
    }
}
