import Testing

@testable import WorkshopClient

@Suite struct RetryStateTests {
    private static let policy = RetryPolicy(
        attempts: 4, patience: .seconds(10),
        backoff: ReconnectBackoff(initial: .seconds(1), maximum: .seconds(4)))

    private func decide(
        _ state: inout RetryState, _ error: ClientError, at second: Int = 0
    ) -> RetryState.Decision {
        state.decide(after: error, now: .seconds(second), randomness: 1)
    }

    @Test func `a lost answer is asked for again, after waits that grow`() {
        var state = RetryState(Self.policy)
        #expect(decide(&state, .brokenOff("x")) == .repeats(after: .seconds(1)))
        #expect(decide(&state, .timedOut("x"), at: 1) == .repeats(after: .seconds(2)))
    }

    @Test func `a server that was never there is not tried again`() {
        var state = RetryState(Self.policy)
        #expect(decide(&state, .unreachable("x")) == .givesUp(.unreachable("x")))
    }

    @Test func `a server that was there a moment ago is`() {
        var state = RetryState(Self.policy)
        _ = decide(&state, .brokenOff("x"))
        #expect(decide(&state, .unreachable("y"), at: 1) == .repeats(after: .seconds(2)))
    }

    @Test func `attempts are counted`() {
        var state = RetryState(Self.policy)
        for _ in 0..<3 { _ = decide(&state, .brokenOff("x")) }
        #expect(decide(&state, .unreachable("y")) == .givesUp(.unconfirmed("y")))
    }

    @Test(arguments: [(8, true), (9, true), (10, false)])
    func `no attempt begins after the patience`(second: Int, isRepeated: Bool) {
        var state = RetryState(
            RetryPolicy(
                attempts: 99, patience: .seconds(10),
                backoff: ReconnectBackoff(initial: .seconds(1), maximum: .seconds(1))))
        _ = decide(&state, .brokenOff("x"))
        let decision = decide(&state, .brokenOff("x"), at: second)
        #expect(
            decision == (isRepeated ? .repeats(after: .seconds(1)) : .givesUp(.unconfirmed("x"))))
    }

    @Test func `a server that cannot now is asked again, and leaves no doubt`() {
        let error = ClientError.refused(Refusal(status: 503, message: "x"))
        var state = RetryState(Self.policy)
        for _ in 0..<3 {
            guard case .repeats = decide(&state, error) else { return #expect(Bool(false)) }
        }
        #expect(decide(&state, error) == .givesUp(error))
    }

    @Test(arguments: [502, 503, 504])
    func `a proxy that lost the server leaves doubt`(status: Int) {
        let error = ClientError.refused(Refusal(status: status, message: "x", isOwn: false))
        var state = RetryState(Self.policy)
        for _ in 0..<3 { _ = decide(&state, error) }
        #expect(decide(&state, error) == .givesUp(.unconfirmed("x")))
    }

    @Test(
        arguments: [
            .cancelled, .protocolViolation("x"), .local(LocalFailure("x", errorNumber: 5)),
            .refused(Refusal(status: 409, message: "x")),
            .refused(Refusal(status: 500, message: "x")),
            .refused(Refusal(status: 507, message: "x")),
        ] as [ClientError])
    func `what another attempt would not mend is final`(error: ClientError) {
        var state = RetryState(Self.policy)
        #expect(decide(&state, error) == .givesUp(error))
        var doubtful = RetryState(Self.policy)
        _ = decide(&doubtful, .brokenOff("y"))
        #expect(decide(&doubtful, error) == .givesUp(error))
    }
}
