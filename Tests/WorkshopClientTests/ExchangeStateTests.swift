import Testing

@testable import WorkshopClient

@Suite struct ExchangeStateTests {
    private func receive(_ state: inout ExchangeState, _ count: Int) -> Bool {
        [UInt8](repeating: 1, count: count).withUnsafeBytes { state.receive(body: $0) }
    }

    private func supply(_ state: inout ExchangeState, _ count: Int) -> ExchangeState.Supply {
        var buffer = [UInt8](repeating: 0, count: count)
        return buffer.withUnsafeMutableBytes { state.supply($0) }
    }

    @Test func aFullBufferPausesUntilItIsTaken() {
        var state = ExchangeState()
        let first = receive(&state, ExchangeState.incomingLimit)
        let second = receive(&state, 1)
        let early = state.takePause()
        #expect(first && !second && !early)
        guard case .value(let chunk) = state.readBody() else { return #expect(Bool(false)) }
        let resumes = state.takePause()
        let again = state.takePause()
        #expect(chunk?.count == ExchangeState.incomingLimit && resumes && !again)
    }

    @Test func whatCameBeforeAFailureIsReadFirst() {
        var state = ExchangeState()
        _ = receive(&state, 3)
        state.finish(.failure(.brokenOff("cut")))
        guard case .value(let chunk) = state.readBody(), case .failed(let error) = state.readBody()
        else { return #expect(Bool(false)) }
        #expect(chunk?.count == 3 && error == .brokenOff("cut"))
    }

    @Test func cancellingDropsWhatCame() {
        var state = ExchangeState()
        _ = receive(&state, 3)
        state.finish(.failure(.cancelled))
        guard case .failed(.cancelled) = state.readBody() else { return #expect(Bool(false)) }
    }

    @Test func onePieceGoesOutBeforeTheNextIsTaken() {
        var state = ExchangeState()
        #expect(supply(&state, 10) == .pause)
        guard case .value(true) = state.write([1, 2, 3]) else { return #expect(Bool(false)) }
        let resumes = state.takePause()
        #expect(resumes)
        guard case .wait = state.write([4]) else { return #expect(Bool(false)) }
        let supplies = [supply(&state, 2), supply(&state, 2), supply(&state, 2)]
        #expect(supplies == [.bytes(2), .bytes(1), .pause])
        state.endWriting()
        let resumesForEnd = state.takePause()
        #expect(resumesForEnd && supply(&state, 2) == .end)
    }

    @Test func whatWasGivenUpIsNotTakenForWhole() {
        var state = ExchangeState()
        _ = state.write([1, 2, 3])
        state.endWriting()
        state.finish(.failure(.cancelled))
        #expect(supply(&state, 2) == .pause)
    }

    @Test func theFirstEndCounts() {
        var state = ExchangeState()
        state.finish(.failure(.timedOut("late")))
        state.finish(.success(()))
        guard case .failed(.timedOut) = state.readHead() else { return #expect(Bool(false)) }
    }
}
