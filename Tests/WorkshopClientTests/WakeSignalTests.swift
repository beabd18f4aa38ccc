import Testing

@testable import WorkshopClient

@Suite struct WakeSignalTests {
    @Test func aRaiseBeforeTheWaitIsKept() async {
        let signal = WakeSignal()
        signal.raise()
        await signal.wait()
    }

    @Test func aRaiseWakesTheWaiter() async {
        let signal = WakeSignal()
        async let waiting: Void = signal.wait()
        signal.raise()
        await waiting
    }
}
