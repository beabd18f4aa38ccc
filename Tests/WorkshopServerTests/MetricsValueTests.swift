import NIOCore
import NIOPosix
import Synchronization
import Testing
import WorkshopModel
import WorkshopStore

@testable import WorkshopServer

@Suite("What requests are counted by")
struct RequestKindTests {
    @Test("has a place of its own")
    func places() {
        #expect(RequestKind.all.map(\.place) == Array(RequestKind.all.indices))
    }

    @Test("says the routes as the documents do, each once")
    func templates() {
        let texts = RouteTemplate.allCases.map(\.text)
        #expect(Set(texts).count == texts.count)
        #expect(RouteTemplate(.taskVerb("x", .done)).text == "/tasks/{id}/done")
        #expect(RouteTemplate(.channel(ChannelName(unchecked: "x"))).text == "/ch/{ch}")
    }

    @Test("has a place for every status of an error, and one for all that are none")
    func statuses() {
        for code in APIError.Code.allCases {
            #expect(AnswerStatus.all[AnswerStatus.place(of: code.status)] == code.status)
        }
        for status in [-1, 0, 299, 599, 600, 10_000] {
            #expect(AnswerStatus.all[AnswerStatus.place(of: status)] == 0)
        }
    }
}

@Suite("The store is asked what it holds", .timeLimit(.minutes(1)))
struct StoreInquiryTests {
    /// A store that answers when it is told to.
    private final class Questions: Sendable {
        let asked = Mutex<[Completion<StoreFigures>]>([])

        func answer() {
            let first = asked.withLock { $0.removeFirst() }
            first(.failure(APIError(.internalError, "none")))
        }
    }

    /// Asks from the loop that all of it lives on.
    private func with(
        patience: TimeAmount,
        _ body: (any EventLoop, StoreInquiry, Questions) async throws -> Void
    ) async throws {
        let group = MultiThreadedEventLoopGroup(numberOfThreads: 1)
        let loop = group.next()
        let questions = Questions()
        let mailbox = LoopMailbox(loop: loop) { job in loop.execute(job) }
        let inquiry = StoreInquiry(loop: loop, mailbox: mailbox, patience: patience) { completion in
            questions.asked.withLock { $0.append(completion) }
        }
        try await body(loop, inquiry, questions)
        try await group.shutdownGracefully()
    }

    private func ask(_ inquiry: StoreInquiry, on loop: any EventLoop) -> EventLoopFuture<Bool> {
        let promise = loop.makePromise(of: Bool.self)
        loop.execute { inquiry.ask { promise.succeed($0 == nil) } }
        return promise.futureResult
    }

    @Test("once for all who ask meanwhile")
    func together() async throws {
        try await with(patience: .minutes(1)) { loop, inquiry, questions in
            let first = ask(inquiry, on: loop)
            let second = ask(inquiry, on: loop)
            try await loop.submit {}.get()
            #expect(questions.asked.withLock { $0.count } == 1)
            questions.answer()
            #expect(try await first.get())
            #expect(try await second.get())
        }
    }

    @Test("and not again while it owes an answer, nor is it waited for then")
    func overdue() async throws {
        try await with(patience: .milliseconds(1)) { loop, inquiry, questions in
            #expect(try await ask(inquiry, on: loop).get())
            #expect(try await ask(inquiry, on: loop).get())
            #expect(questions.asked.withLock { $0.count } == 1)
            questions.answer()
            try await loop.submit {}.get()
            #expect(try await ask(inquiry, on: loop).get())
            #expect(questions.asked.withLock { $0.count } == 1)
        }
    }
}
