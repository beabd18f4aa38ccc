import NIOCore
import WorkshopModel

/// A request that waits for something that may never come.
///
/// A class because every connection has room for one and few ever wait.
final class Waiting {
    /// `false`: the answer is on its way.
    let withdraw: () -> Bool
    /// What is answered when the time is over.
    let ending: Response
    let timer: Scheduled<Void>

    init(withdraw: @escaping () -> Bool, ending: Response, timer: Scheduled<Void>) {
        self.withdraw = withdraw
        self.ending = ending
        self.timer = timer
    }
}

extension ConnectionHandler {
    func wait(_ time: TimeAmount, withdraw: @escaping () -> Bool, atEnd ending: Response) {
        guard case .answering = phase else { return }
        let timer = loopContext.loop.scheduleTask(in: time) { [weak self] () -> Void in
            self?.endWaiting(with: ending)
        }
        waitingRequest = Waiting(withdraw: withdraw, ending: ending, timer: timer)
        // The rest of its body may have come after the others were sent away.
        if isQuiescing { serverEndsWhileWaiting() }
    }

    /// The peer has closed its side, which a process that died does too: nothing may be claimed
    /// for it. One that only says that it asks no more is told so.
    func peerEndedWhileWaiting() {
        guard let waitingRequest else { return }
        endWaiting(with: waitingRequest.ending)
    }

    /// The server ends.
    func serverEndsWhileWaiting() {
        endWaiting(
            with: Response(
                APIError(.unavailable, "the server is shutting down; nothing was claimed")))
    }

    /// The connection is gone.
    func forgetWaiting() {
        guard let waiting = waitingRequest else { return }
        waitingRequest = nil
        waiting.timer.cancel()
        // Too late is too late: the lease or the key recovers what was claimed.
        _ = waiting.withdraw()
    }

    /// What was waited for has come.
    func endsWaiting() {
        waitingRequest?.timer.cancel()
        waitingRequest = nil
    }

    private func endWaiting(with response: Response) {
        guard let waiting = waitingRequest, waiting.withdraw() else { return }
        respond(response)
    }

    /// Who was accepted a moment before the end is about to ask, and would not know that nothing
    /// was done: few clients repeat the first request of a connection. One that only connects
    /// holds up the end for this moment.
    func expectFirst() {
        isExpectingFirst = true
        let moment = loopContext.configuration.timing.newcomerMilliseconds
        loopContext.loop.scheduleTask(in: .milliseconds(moment)) { [weak self] () -> Void in
            guard let self, case .idle = self.phase, self.isExpectingFirst else { return }
            self.closeNow()
        }
    }
}
