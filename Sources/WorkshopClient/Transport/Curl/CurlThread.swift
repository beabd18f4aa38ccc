import Synchronization

/// The thread that drives every transfer of one client with libcurl's multi interface: those that
/// need TLS or a proxy.
///
/// 1. libcurl is called from this thread alone, ``CurlMulti/wakeUp()`` aside.
/// 2. No lock is held while libcurl runs, except by its callbacks for the time of a copy.
/// 3. Nothing here waits for a task: a full or empty buffer pauses its transfer.
final class CurlThread: Carrier {
    private let settings: TransportSettings
    private let multi: CurlMulti
    private let inbox = Mutex<[CarrierCommand]>([])

    private init(_ settings: TransportSettings, _ multi: CurlMulti) {
        self.settings = settings
        self.multi = multi
    }

    static func start(_ settings: TransportSettings) throws(ClientError) -> CurlThread {
        let thread = CurlThread(settings, try CurlMulti())
        let failure = DetachedThread.start { thread.run() }
        guard failure == 0 else {
            throw .local(LocalFailure("cannot start a thread", errorNumber: failure))
        }
        return thread
    }

    func post(_ command: CarrierCommand) {
        let isFirst = inbox.withLock { inbox in
            inbox.append(command)
            return inbox.count == 1
        }
        if isFirst { multi.wakeUp() }
    }

    private func run() {
        var transfers: [ObjectIdentifier: CurlTransfer] = [:]
        while handleCommands(&transfers) {
            multi.perform()
            while let (channel, code) = multi.nextFinished() {
                guard let transfer = transfers.removeValue(forKey: channel) else { continue }
                multi.remove(transfer)
                transfer.finish(code)
            }
            multi.poll(for: expire(&transfers))
        }
        for transfer in transfers.values {
            multi.remove(transfer)
            transfer.channel.finish(.failure(.cancelled))
        }
    }

    /// - Returns: whether the thread goes on.
    private func handleCommands(_ transfers: inout [ObjectIdentifier: CurlTransfer]) -> Bool {
        var commands: [CarrierCommand] = []
        inbox.withLock { swap(&$0, &commands) }
        for command in commands {
            switch command {
            case .start(let channel): start(channel, &transfers)
            case .resume(let channel): transfers[ObjectIdentifier(channel)]?.resume()
            case .abort(let channel):
                if let transfer = transfers.removeValue(forKey: ObjectIdentifier(channel)) {
                    multi.remove(transfer)
                }
            case .stop: return false
            }
        }
        return true
    }

    private func start(
        _ channel: ExchangeChannel, _ transfers: inout [ObjectIdentifier: CurlTransfer]
    ) {
        do throws(ClientError) {
            let transfer = try CurlTransfer(channel, settings)
            try multi.add(transfer)
            transfers[ObjectIdentifier(channel)] = transfer
        } catch {
            channel.finish(.failure(error))
        }
    }

    /// Ends the transfers whose time is over.
    ///
    /// - Returns: how long until the next one's may be, or a minute.
    private func expire(_ transfers: inout [ObjectIdentifier: CurlTransfer]) -> Duration {
        let now = ContinuousClock.now
        var next = Duration.seconds(60)
        for (identifier, transfer) in transfers {
            guard let deadline = transfer.deadline else { continue }
            if deadline > now {
                next = min(next, now.duration(to: deadline))
            } else {
                transfers[identifier] = nil
                multi.remove(transfer)
                transfer.timeOut()
            }
        }
        return next
    }
}
