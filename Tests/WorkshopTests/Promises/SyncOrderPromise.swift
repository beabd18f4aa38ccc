import Foundation
import Testing
import WorkshopModel

/// What was answered is on the disk before the answer goes out: seen from the kernel, not told by
/// the program.
@Suite(.withTrace) struct SyncOrderPromise {
    @Test func `the log is synced before each answer, and files and their folder are`()
        async throws
    {
        let folder = try Folder()
        let file = folder.file("trace")
        let server = try await RunningServer(
            in: folder, sync: "full", wrapper: SystemCalls.wrapper(writingTo: file),
            patience: PromiseSize.patience)
        let tally = Tally()
        async let load = MixedLoad.run(port: server.port, round: 1, tally: tally)
        try await tally.waits(for: PromiseSize.pick(small: 150, full: 600))
        tally.end()
        let done = try await load
        #expect(await server.stop() == .status(0))
        let calls = try await SystemCalls(of: file, process: server.child.identifier)

        let answers = calls.answers()
        let published = done.published.flatMap(\.answered).map(\.id)
        let created = done.workers.flatMap(\.traces).map(\.id)
        let files = done.files.map(\.hash)
        #expect(!published.isEmpty && !created.isEmpty && !files.isEmpty)
        #expect(Set(answers.messages.keys) == Set(published + created))
        #expect(Set(answers.files.keys).isSuperset(of: files))
        let hasty = answers.messages.filter { !calls.isSynced(message: $0.key, before: $0.value) }
        #expect(hasty.isEmpty)
        let torn = answers.files.filter { !calls.isSynced(file: $0.key, before: $0.value) }
        #expect(torn.isEmpty)
        PromiseSize.report(
            "traced: \(published.count) publishes, \(created.count) tasks and \(files.count) files "
                + "were each synced before their answer, by \(calls.syncCount) syncs")
    }
}
