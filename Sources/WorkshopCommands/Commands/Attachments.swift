import WorkshopClient
import WorkshopModel

/// Files that go along with a message or a result.
enum Attachments {
    /// Uploads the files one after the other.
    static func upload(
        _ paths: [String], to workshop: RemoteWorkshop, _ invocation: Invocation
    ) async throws(ClientError) -> [BlobHash] {
        var hashes: [BlobHash] = []
        for path in paths {
            let bar = ProgressBar(path, invocation.surroundings)
            defer { bar.clear() }
            hashes.append(try await workshop.upload(.file(path: path)) { bar.show($0) }.hash)
        }
        return hashes
    }
}
