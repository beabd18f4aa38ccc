import Glibc
import WorkshopModel

/// Looks at everything in the folder of the files.
struct FilesInspection {
    let folder: String
    let options: InspectionOptions

    func run() throws(SystemError) -> (files: FilesFinding, uploads: UploadsFinding) {
        var files = FilesFinding()
        var uploads = UploadsFinding()
        let total: Int64
        do throws(SystemError) {
            total = try bytes()
        } catch  where error.code == ENOENT {
            files.folderExists = false
            return (files, uploads)
        }
        // Moved when all names are read: new ones would be read too.
        var damaged: [(hash: BlobHash, inode: UInt64)] = []
        var names = try FolderNames(of: folder)
        while let name = try names.next() {
            // What is no hash has another name.
            if let hash = try? BlobHash(validating: name) {
                let inode = look(at: hash, &files, total: total)
                if let inode, options.fixes { damaged.append((hash, inode)) }
            } else if name.hasPrefix(BlobFolder.uploadPrefix) {
                try look(atUpload: name, &uploads, &files)
            } else if name.hasPrefix("sha256:"), name.contains(SettingAside.mark) {
                files.kept.note(name)
            } else {
                files.foreign.note(name)
            }
        }
        let aside = SettingAside(folder: folder)
        for (hash, inode) in damaged where try aside.move(hash.text, inode: inode) {
            files.setAside += 1
        }
        return (files, uploads)
    }

    /// Of all files: what comes meanwhile makes it a little more.
    private func bytes() throws(SystemError) -> Int64 {
        var total: Int64 = 0
        var names = try FolderNames(of: folder)
        while let name = try names.next() {
            var status = stat()
            guard name.hasPrefix("sha256:"), lstat("\(folder)/\(name)", &status) == 0 else {
                continue
            }
            total += Int64(status.st_size)
        }
        return total
    }

    /// - Returns: which file it is, when it is damaged.
    private func look(
        at hash: BlobHash, _ finding: inout FilesFinding, total: Int64
    ) -> UInt64? {
        var inode: UInt64?
        var read = finding.bytes
        let check = BlobCheck(path: "\(folder)/\(hash.text)", hash: hash) { [options] bytes in
            read += bytes
            options.progress(
                InspectionProgress(check: .files, bytes: read, total: max(total, read)))
        }
        switch check.run() {
        case .gone: return nil
        case .closed: finding.closed.note(hash.text)
        case .sound(let bytes): finding.bytes += bytes
        case .damaged(let bytes, let found):
            finding.bytes += bytes
            finding.damaged.note(hash.text)
            inode = found
        }
        finding.files += 1
        return inode
    }

    private func look(
        atUpload name: String, _ finding: inout UploadsFinding, _ files: inout FilesFinding
    ) throws(SystemError) {
        let check = LeftoverCheck(
            path: "\(folder)/\(name)", now: options.clock(), removes: options.fixes)
        switch try check.run() {
        case .gone: break
        case .foreign: files.foreign.note(name)
        case .underWay: finding.underWay += 1
        case .orphaned(let bytes, let isRemoved):
            finding.orphaned.note(name)
            finding.orphanedBytes += bytes
            if isRemoved { finding.removed += 1 }
        }
    }
}
