import Glibc

/// Asks the disks that folders are on how much room they have.
enum SpaceCheck {
    /// - Parameter folders: those that are not there are passed over, and so is a disk that was
    ///   asked before.
    static func run(_ folders: [String]) throws(SystemError) -> SpaceFinding {
        var devices: Set<UInt64> = []
        var finding = SpaceFinding(places: [])
        for folder in folders {
            var status = stat()
            guard stat(folder, &status) == 0, devices.insert(UInt64(status.st_dev)).inserted
            else { continue }
            var disk = statvfs()
            guard statvfs(folder, &disk) == 0 else { throw SystemError.last }
            let unit = Int64(disk.f_frsize)
            finding.places.append(
                SpaceFinding.Place(
                    path: folder, available: Int64(disk.f_bavail) * unit,
                    total: Int64(disk.f_blocks) * unit))
        }
        return finding
    }
}
