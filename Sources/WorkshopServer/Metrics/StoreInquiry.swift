import NIOCore
import WorkshopModel
import WorkshopStore

/// Asks the store what it holds, and waits for that only so long: a store that is stuck is what
/// others need to hear of. One question at a time, whoever asks meanwhile, so that nothing piles up
/// behind a disk that stands still. Confined to its event loop.
///
/// `@unchecked Sendable` because the store's answer carries it back to that loop.
final class StoreInquiry: @unchecked Sendable {
    private enum State {
        case idle
        case waiting([(StoreFigures?) -> Void], Scheduled<Void>)
        /// The time is over, and the answer still to come.
        case overdue
    }

    private let loop: any EventLoop
    private let mailbox: LoopMailbox
    private let patience: TimeAmount
    private let question: (@escaping Completion<StoreFigures>) -> Void
    private var state = State.idle

    /// - Parameter question: asks the store.
    init(
        loop: any EventLoop, mailbox: LoopMailbox, patience: TimeAmount,
        question: @escaping (@escaping Completion<StoreFigures>) -> Void
    ) {
        self.question = question
        self.loop = loop
        self.mailbox = mailbox
        self.patience = patience
    }

    /// - Parameter answer: runs on the loop; gets `nil` when there was no answer in time, or none
    ///   that is one.
    func ask(_ answer: @escaping (StoreFigures?) -> Void) {
        switch state {
        case .overdue: answer(nil)
        case .waiting(let others, let timer): state = .waiting(others + [answer], timer)
        case .idle:
            let timer = loop.scheduleTask(in: patience) { [weak self] () -> Void in
                self?.end(nil, becoming: .overdue)
            }
            state = .waiting([answer], timer)
            question { [mailbox] result in
                mailbox.post {
                    // Why it failed is told by the storage's health.
                    self.end(try? result.get(), becoming: .idle)
                }
            }
        }
    }

    private func end(_ figures: StoreFigures?, becoming next: State) {
        let ended = state
        state = next
        guard case .waiting(let answers, let timer) = ended else { return }
        timer.cancel()
        for answer in answers { answer(figures) }
    }
}
