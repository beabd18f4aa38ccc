import WorkshopClient
import WorkshopModel

extension TaskRunner {
    /// Uploads what the command has left in its folder, and tells which file is which: the
    /// result of a task has hashes only.
    func upload(_ folder: OutputFolder, _ held: HeldTask) async throws -> [BlobHash] {
        let files: [OutputFolder.File]
        do throws(OutputFolder.Defect) {
            let found = try folder.files()
            files = found.files
            for name in found.leftOut {
                say("task \(held.task.id): '\(name)' in $WORKSHOP_OUT is no file, and left out")
            }
        } catch {
            throw TaskFailure(error.message)
        }
        guard !files.isEmpty else { return [] }
        // A result that is on its way is worth more than a wish that came too late; but a
        // worker that ends, or has lost the task, waits for no file.
        let isOver = OneShot<Void>()
        return try await withThrowingTaskGroup(of: [BlobHash]?.self) { group in
            group.addTask {
                switch await held.stopRequest() {
                case .claimLost, .workerStops: isOver.set(())
                case .interrupted, nil: if await hurry.wait() != nil { isOver.set(()) }
                }
                return nil
            }
            group.addTask { try await send(files, held, until: isOver) }
            defer { group.cancelAll() }
            while let hashes = try await group.next() { if let hashes { return hashes } }
            throw ClientError.cancelled
        }
    }

    private func send(
        _ files: [OutputFolder.File], _ held: HeldTask, until isOver: OneShot<Void>
    ) async throws -> [BlobHash] {
        let result = await cancelled(by: isOver) {
            do throws(ClientError) {
                return Result<[BlobHash], ClientError>.success(try await send(files, held))
            } catch {
                return .failure(error)
            }
        }
        return try result.get()
    }

    private func send(
        _ files: [OutputFolder.File], _ held: HeldTask
    ) async throws(ClientError) -> [BlobHash] {
        var hashes: [BlobHash] = []
        for file in files {
            let receipt = try await held.persistently { () throws(ClientError) in
                try await held.workshop.upload(.file(path: file.path))
            }
            hashes.append(receipt.hash)
        }
        var writer = JSONWriter()
        writer.object { object in
            object.member("files") { writer in
                writer.object { object in
                    for (file, hash) in zip(files, hashes) { object.member(file.name, hash.text) }
                }
            }
        }
        try await held.update(writer.finish())
        return hashes
    }
}
