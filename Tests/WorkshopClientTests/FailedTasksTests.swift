import Testing

@testable import WorkshopClient

@Suite struct FailedTasksTests {
    @Test func `each failure of a task doubles the wait, up to a minute`() {
        var failed = FailedTasks()
        #expect(failed.readyTime(of: "a", now: .zero) == nil)
        var waits: [Duration] = []
        for _ in 0..<9 {
            failed.note("a", isInterrupted: false, now: .zero)
            waits.append(failed.readyTime(of: "a", now: .zero) ?? .zero)
        }
        #expect(waits == [1, 2, 4, 8, 16, 32, 60, 60, 60].map { .seconds($0) })
        #expect(failed.readyTime(of: "b", now: .zero) == nil)
        #expect(failed.readyTime(of: "a", now: .seconds(60)) == nil)
    }

    @Test func `a task that was done begins anew`() {
        var failed = FailedTasks()
        for _ in 0..<5 { failed.note("a", isInterrupted: false, now: .zero) }
        failed.forget("a")
        failed.note("a", isInterrupted: false, now: .zero)
        #expect(failed.readyTime(of: "a", now: .zero) == .seconds(1))
    }

    @Test func `one that somebody wanted to be stopped is left to others for longer`() {
        var failed = FailedTasks()
        failed.note("a", isInterrupted: true, now: .seconds(1))
        #expect(failed.readyTime(of: "a", now: .seconds(1)) == .seconds(31))
    }

    @Test func `it remembers a bounded number`() {
        var failed = FailedTasks()
        for number in 0...FailedTasks.limit {
            failed.note("\(number)", isInterrupted: false, now: .seconds(number))
        }
        #expect(failed.readyTime(of: "\(FailedTasks.limit)", now: .seconds(1_024)) != nil)
        let last = Duration.seconds(FailedTasks.limit)
        #expect(failed.readyTime(of: "0", now: last) == nil)
    }
}
