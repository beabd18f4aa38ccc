import Testing

@testable import WorkshopClient

@Suite struct OneShotTests {
    @Test func `all who wait get the first value, and so do those who come later`() async {
        let shot = OneShot<Int>()
        async let first = shot.wait()
        async let second = shot.wait()
        shot.set(1)
        shot.set(2)
        #expect(await first == 1)
        #expect(await second == 1)
        #expect(await shot.wait() == 1)
        #expect(shot.value == 1)
    }

    @Test func `a waiter that is cancelled gets nothing, the others still do`() async {
        let shot = OneShot<Int>()
        let gone = Task { await shot.wait() }
        let stays = Task { await shot.wait() }
        gone.cancel()
        #expect(await gone.value == nil)
        shot.set(1)
        #expect(await stays.value == 1)
    }

    @Test func `who is cancelled before waiting does not wait`() async {
        let shot = OneShot<Int>()
        let task = Task {
            withUnsafeCurrentTask { $0?.cancel() }
            return await shot.wait()
        }
        #expect(await task.value == nil)
    }

    @Test func `work is cancelled by the signal and says what came of it`() async {
        let signal = OneShot<Void>()
        signal.set(())
        let result = await cancelled(by: signal) {
            do {
                try await Task.sleep(for: .seconds(60))
                return "slept"
            } catch {
                return "cancelled"
            }
        }
        #expect(result == "cancelled")
        #expect(await cancelled(by: OneShot<Void>()) { 7 } == 7)
    }

    @Test func `an alarm rings at its moment, also when that is moved`() async {
        let alarm = Alarm()
        let rung = OneShot<Void>()
        let ringing = Task { await alarm.run(.system) { rung.set(()) } }
        alarm.set(Pacing.system.now() + .seconds(60))
        alarm.set(Pacing.system.now())
        #expect(await rung.wait() != nil)
        ringing.cancel()
        await ringing.value
    }
}
