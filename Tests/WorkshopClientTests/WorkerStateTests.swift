import Testing
import WorkshopModel

@testable import WorkshopClient

/// A worker's decisions, told second by second what happens.
@Suite struct WorkerStateTests {
    /// A state with its clock.
    private struct Bench {
        var state: WorkerState
        var now = Duration.zero

        init(_ options: WorkerOptions = .init()) { state = WorkerState(options, now: .zero) }

        mutating func take(_ input: WorkerInput, at second: Double? = nil) -> [WorkerAction] {
            if let second { now = .milliseconds(Int64(second * 1_000)) }
            return state.take(input, now: now, randomness: 1)
        }
    }

    private static let error = TaskFailure("broken")
    private static let wish = TaskInterrupt(
        from: AgentName(unchecked: "boss"), reason: "late", timestamp: Timestamp(milliseconds: 5))

    private func task(_ number: Int, claim: Int? = nil) -> TaskRecord {
        let moment = Timestamp(milliseconds: 1_000)
        return TaskRecord(
            id: "task \(number)", createdAt: moment, updatedAt: moment,
            createdBy: AgentName(unchecked: "c.d"), claimedBy: AgentName(unchecked: "a.b"),
            claimedAt: moment, status: .claimed, title: "look",
            claim: Samples.id(claim ?? number).text)
    }

    private func claim(_ number: Int) -> String { Samples.id(number).text }

    /// A worker that handles one task for each number, claimed in the first second.
    private func bench(_ options: WorkerOptions = .init(), handling numbers: Int...) -> Bench {
        var bench = Bench(options)
        _ = bench.take(.timeCame)
        for number in numbers { _ = bench.take(.claimed(task(number), isDoubtful: false)) }
        _ = bench.take(.beaten(claims: [], begun: .zero, []))
        return bench
    }

    // MARK: Claiming

    @Test func `it begins with a claim and a heartbeat`() {
        var bench = Bench()
        #expect(bench.take(.timeCame) == [.claim, .beat(claims: [])])
        #expect(bench.take(.timeCame) == [])
    }

    @Test func `a task is handled, and the next one claimed while there is place`() {
        var bench = Bench(WorkerOptions(jobs: 2))
        _ = bench.take(.timeCame)
        #expect(
            bench.take(.claimed(task(1), isDoubtful: false))
                == [.tell(.claimed(task(1))), .handle(claim: claim(1)), .claim])
        #expect(
            bench.take(.claimed(task(2), isDoubtful: false))
                == [.tell(.claimed(task(2))), .handle(claim: claim(2))])
    }

    @Test func `a result is reported, and its place taken by the next`() {
        var bench = bench(handling: 1)
        let result = TaskResult(JSONText(string: "x"))
        #expect(
            bench.take(.handlerReturned(claim: claim(1), result))
                == [.report(claim: claim(1), .done(result))])
        #expect(
            bench.take(.reported(claim: claim(1), .done))
                == [.tell(.ended(task(1), .done)), .claim])
    }

    @Test func `a limit is the number of tasks, and then the end`() {
        var bench = bench(WorkerOptions(jobs: 2, limit: 1), handling: 1)
        _ = bench.take(.handlerReturned(claim: claim(1), TaskResult()))
        #expect(
            bench.take(.reported(claim: claim(1), .done))
                == [.tell(.ended(task(1), .done)), .end])
        #expect(bench.state.failure == nil)
    }

    @Test func `when nothing comes any more, what is held is finished first`() {
        var bench = bench(WorkerOptions(jobs: 2, idleLimit: .seconds(5)), handling: 1)
        #expect(bench.take(.nothingCame, at: 5) == [])
        _ = bench.take(.handlerReturned(claim: claim(1), TaskResult()))
        #expect(bench.take(.reported(claim: claim(1), .done)).last == .end)
    }

    @Test func `a claim that is refused ends it, with the error, once nothing is held`() {
        var bench = bench(WorkerOptions(jobs: 2), handling: 1)
        let error = ClientError.refused(Refusal(status: 403, message: "x"))
        #expect(bench.take(.claimEnded(error)) == [])
        _ = bench.take(.handlerReturned(claim: claim(1), TaskResult()))
        #expect(bench.take(.reported(claim: claim(1), .done)).last == .end)
        #expect(bench.state.failure == error)
    }

    // MARK: Failures

    @Test func `a failure is reported, and the task set aside when it comes again`() {
        var bench = bench(handling: 1)
        #expect(
            bench.take(.handlerFailed(claim: claim(1), Self.error))
                == [.report(claim: claim(1), .failure(Self.error, .failed(Self.error)))])
        _ = bench.take(.reported(claim: claim(1), .failed(Self.error)))
        let again = task(1, claim: 2)
        #expect(
            bench.take(.claimed(again, isDoubtful: false))
                == [.tell(.claimed(again)), .claim])
        #expect(
            bench.take(.claimed(task(3), isDoubtful: false))
                == [.tell(.claimed(task(3))), .handle(claim: claim(3))])
        // The other one is done before the time of this one has come.
        _ = bench.take(.handlerReturned(claim: claim(3), TaskResult()), at: 0.5)
        _ = bench.take(.reported(claim: claim(3), .done))
        #expect(bench.state.deadline == .seconds(1))
        #expect(bench.take(.timeCame, at: 1) == [.handle(claim: claim(2))])
    }

    @Test func `tasks that are set aside are not held without end`() {
        var bench = bench(handling: 1)
        for number in 1...WorkerState.mostAside + 1 {
            if number > 1 { _ = bench.take(.claimed(task(number), isDoubtful: false)) }
            _ = bench.take(.handlerFailed(claim: claim(number), Self.error))
            _ = bench.take(.reported(claim: claim(number), .failed(Self.error)))
        }
        for number in 1...WorkerState.mostAside {
            let actions = bench.take(
                .claimed(task(number, claim: 100 + number), isDoubtful: false))
            #expect(actions.contains(.claim) == (number < WorkerState.mostAside))
        }
    }

    // MARK: Interrupts

    @Test func `an interrupt asks the handler and cancels it`() {
        var bench = bench(handling: 1)
        #expect(
            bench.take(.interrupted(task: "task 1", Self.wish, message: Samples.id(9)))
                == [
                    .ask(claim: claim(1), .interrupted(Self.wish)),
                    .cancelHandler(claim: claim(1)),
                ])
        #expect(
            bench.take(.handlerFailed(claim: claim(1), Self.error))
                == [.report(claim: claim(1), .failure(Self.error, .interrupted(Self.wish)))])
    }

    @Test func `a handler that may take its time is cancelled after it`() {
        var bench = bench(WorkerOptions(cancellationDelay: .seconds(3)), handling: 1)
        _ = bench.take(.interrupted(task: "task 1", Self.wish, message: Samples.id(9)), at: 1)
        #expect(bench.state.deadline == .seconds(4))
        #expect(bench.take(.timeCame, at: 3.9) == [])
        #expect(bench.take(.timeCame, at: 4) == [.cancelHandler(claim: claim(1))])
    }

    @Test func `a handler that ends by itself is never cancelled`() {
        var bench = bench(WorkerOptions(cancellationDelay: nil), handling: 1)
        let actions = bench.take(
            .interrupted(task: "task 1", Self.wish, message: Samples.id(9)))
        #expect(actions == [.ask(claim: claim(1), .interrupted(Self.wish))])
        #expect(bench.take(.timeCame, at: 19) == [])
    }

    @Test func `a result after an interrupt is a result`() {
        var bench = bench(handling: 1)
        _ = bench.take(.interrupted(task: "task 1", Self.wish, message: Samples.id(9)))
        #expect(
            bench.take(.handlerReturned(claim: claim(1), TaskResult()))
                == [.report(claim: claim(1), .done(TaskResult()))])
    }

    @Test func `an interrupt that is heard of before its task counts, an earlier one does not`() {
        var bench = Bench(WorkerOptions(jobs: 2))
        _ = bench.take(.timeCame)
        _ = bench.take(.interrupted(task: "task 5", Self.wish, message: Samples.id(6)))
        _ = bench.take(.interrupted(task: "task 7", Self.wish, message: Samples.id(6)))
        #expect(
            bench.take(.claimed(task(5), isDoubtful: false)).contains(
                .report(claim: claim(5), .giveBack(.interrupted(Self.wish)))))
        #expect(
            bench.take(.claimed(task(7), isDoubtful: false)).contains(.handle(claim: claim(7))))
        #expect(bench.take(.interrupted(task: "task 7", Self.wish, message: Samples.id(4))) == [])
    }

    @Test func `a heartbeat tells of interrupts too`() {
        var bench = bench(handling: 1)
        let notices = ["task 1", "another"].map {
            InterruptNotice(taskID: $0, title: "look", interrupt: Self.wish)
        }
        #expect(bench.take(.timeCame, at: 20) == [.beat(claims: [claim(1)])])
        #expect(
            bench.take(.beaten(claims: [claim(1)], begun: .seconds(20), notices)).first
                == .ask(claim: claim(1), .interrupted(Self.wish)))
    }

    @Test func `after an interrupt others have a moment to take the task`() {
        var bench = bench(handling: 1)
        _ = bench.take(.interrupted(task: "task 1", Self.wish, message: Samples.id(9)))
        _ = bench.take(.handlerFailed(claim: claim(1), Self.error))
        let ended = bench.take(.reported(claim: claim(1), .interrupted(Self.wish)))
        #expect(ended == [.tell(.ended(task(1), .interrupted(Self.wish)))])
        #expect(bench.state.deadline == .seconds(1))
        #expect(bench.take(.timeCame, at: 1) == [.claim])
    }

    // MARK: Leases

    @Test func `leases are renewed when a third is over`() {
        var bench = bench(WorkerOptions(lease: 30), handling: 1)
        #expect(bench.state.deadline == .seconds(10))
        #expect(bench.take(.timeCame, at: 9) == [])
        #expect(bench.take(.timeCame, at: 10) == [.beat(claims: [claim(1)])])
        _ = bench.take(.beaten(claims: [claim(1)], begun: .seconds(10), []), at: 11)
        #expect(bench.state.deadline == .seconds(20))
    }

    @Test func `a heartbeat that failed comes again soon`() {
        var bench = bench(WorkerOptions(lease: 30), handling: 1)
        _ = bench.take(.timeCame, at: 10)
        _ = bench.take(.beatFailed, at: 11)
        #expect(bench.state.deadline == .milliseconds(11_200))
        #expect(bench.take(.timeCame, at: 11.2) == [.beat(claims: [claim(1)])])
        _ = bench.take(.beatFailed)
        #expect(bench.state.deadline == .milliseconds(11_600))
    }

    @Test func `an answer within the lease renews it, a later one is looked into`() {
        var bench = bench(WorkerOptions(lease: 30), handling: 1)
        let early = bench.take(.beaten(claims: [claim(1)], begun: .seconds(10), []), at: 29)
        #expect(!early.contains(.check(claim: claim(1))))
        let late = bench.take(.beaten(claims: [claim(1)], begun: .seconds(39), []), at: 40)
        #expect(late.contains(.check(claim: claim(1))))
    }

    @Test func `a claim whose answer was lost at first is looked into`() {
        var bench = bench()
        #expect(
            bench.take(.claimed(task(1), isDoubtful: true))
                == [
                    .tell(.claimed(task(1))), .check(claim: claim(1)), .handle(claim: claim(1)),
                    .beat(claims: [claim(1)]),
                ])
    }

    @Test func `a lost claim cancels the handler, and nothing is reported`() {
        var bench = bench(handling: 1)
        #expect(bench.take(.checked(claim: claim(1), isHeld: true)) == [])
        #expect(
            bench.take(.checked(claim: claim(1), isHeld: false))
                == [.ask(claim: claim(1), .claimLost), .cancelHandler(claim: claim(1))])
        #expect(
            bench.take(.handlerReturned(claim: claim(1), TaskResult()))
                == [.tell(.ended(task(1), .lost)), .claim])
    }

    @Test func `a claim that is lost after an interrupt is not reported either`() {
        var bench = bench(handling: 1)
        _ = bench.take(.interrupted(task: "task 1", Self.wish, message: Samples.id(9)))
        _ = bench.take(.updateTold(claim: claim(1), isLost: true))
        #expect(
            bench.take(.handlerFailed(claim: claim(1), Self.error)).first
                == .tell(.ended(task(1), .lost)))
    }

    @Test func `a stream that opens is followed by a heartbeat when something is held`() {
        var bench = bench()
        #expect(bench.take(.streamBegan, at: 1) == [])
        _ = bench.take(.claimed(task(1), isDoubtful: false))
        #expect(bench.take(.streamBegan, at: 2) == [.beat(claims: [claim(1)])])
    }

    // MARK: Stopping

    @Test func `a stop calls the claim off and lets handlers finish`() {
        var bench = bench(WorkerOptions(jobs: 2), handling: 1)
        #expect(bench.take(.stopRequested(grace: .seconds(5)), at: 1) == [.callOffClaim])
        #expect(bench.take(.claimEnded(nil)) == [])
        _ = bench.take(.handlerReturned(claim: claim(1), TaskResult()), at: 3)
        #expect(
            bench.take(.reported(claim: claim(1), .done))
                == [.tell(.ended(task(1), .done)), .end])
    }

    @Test func `a task that comes after the stop is given back`() {
        var bench = bench()
        _ = bench.take(.stopRequested(grace: .seconds(5)))
        #expect(
            bench.take(.claimed(task(1), isDoubtful: false))
                == [
                    .tell(.claimed(task(1))), .report(claim: claim(1), .giveBack(.givenBack)),
                ])
        #expect(bench.take(.reported(claim: claim(1), .givenBack)).last == .end)
    }

    @Test func `after the grace handlers are asked, and what they leave is given back`() {
        var bench = bench(WorkerOptions(cancellationDelay: .seconds(2)), handling: 1)
        _ = bench.take(.stopRequested(grace: .seconds(5)), at: 1)
        #expect(bench.state.deadline == .seconds(6))
        #expect(bench.take(.timeCame, at: 6) == [.ask(claim: claim(1), .workerStops)])
        #expect(bench.take(.timeCame, at: 8) == [.cancelHandler(claim: claim(1))])
        #expect(
            bench.take(.handlerFailed(claim: claim(1), Self.error))
                == [.report(claim: claim(1), .giveBack(.givenBack))])
        #expect(bench.take(.reported(claim: claim(1), .givenBack)).last == .end)
    }

    @Test func `a second stop hurries, and never slows`() {
        var bench = bench(handling: 1)
        _ = bench.take(.stopRequested(grace: .seconds(5)))
        _ = bench.take(.stopRequested(grace: .seconds(50)))
        #expect(bench.state.deadline == .seconds(5))
        #expect(
            bench.take(.stopRequested(grace: .zero)) == [
                .ask(claim: claim(1), .workerStops), .cancelHandler(claim: claim(1)),
            ])
    }

    @Test func `a worker that stops does not wait for its server for ever`() {
        var bench = bench(handling: 1)
        _ = bench.take(.stopRequested(grace: .seconds(5)))
        _ = bench.take(.handlerReturned(claim: claim(1), TaskResult()), at: 2)
        #expect(bench.state.deadline == .seconds(7))
        #expect(bench.take(.timeCame, at: 7) == [.cancelReports])
        #expect(
            bench.take(.reported(claim: claim(1), .untold))
                == [.tell(.ended(task(1), .untold)), .end])
        #expect(bench.state.deadline == nil)
    }

    @Test func `a worker that holds nothing ends at once`() {
        var bench = bench()
        #expect(bench.take(.stopRequested(grace: .seconds(5))) == [.callOffClaim])
        #expect(bench.take(.claimEnded(nil)) == [.end])
    }
}
