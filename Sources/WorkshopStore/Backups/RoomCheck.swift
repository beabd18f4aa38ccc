import Glibc

/// Asks whether there is room before anything is written: a disk that runs full stops others too.
enum RoomCheck {
    /// - Parameter folder: one that is there.
    static func run(_ folder: String, needed: Int64) throws(BackupError) {
        let space: SpaceFinding
        do throws(SystemError) {
            space = try SpaceCheck.run([folder])
        } catch {
            throw .reading(folder, error)
        }
        for place in space.places where place.available < needed {
            throw .noRoom(path: folder, needed: needed, available: place.available)
        }
    }
}
