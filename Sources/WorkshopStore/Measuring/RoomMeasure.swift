/// Looks up how much room a store takes and has. Blocks as the disk does.
struct RoomMeasure: Sendable {
    let databasePath: String
    let blobsPath: String

    func run() -> StoreFigures.Room {
        StoreFigures.Room(
            database: size(of: databasePath), log: size(of: databasePath + "-wal"),
            databaseDisk: disk(of: databasePath), filesDisk: disk(of: blobsPath))
    }

    /// A number that cannot be had is left out: whoever looks misses it, and the others are told.
    private func size(of path: String) -> Int64? {
        do throws(SystemError) {
            return try FileState(of: path)?.size ?? 0
        } catch {
            return nil
        }
    }

    private func disk(of path: String) -> SpaceFinding.Place? {
        do throws(SystemError) {
            return try SpaceCheck.run([path]).places.first
        } catch {
            return nil
        }
    }
}
