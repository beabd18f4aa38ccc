import WorkshopStore

extension FailureReport {
    init(backup error: BackupError) {
        switch error {
        case .noDatabase(let path): self.init(inspection: .noDatabase(path: path))
        case .noBackup(let path):
            self.init(.notFound, "there is no backup '\(path)'")
        case .notABackup(let path, let reason):
            self.init(
                .localFile, "'\(path)' is no backup: \(reason)",
                hint: "it was left as it is; name another folder")
        case .insideData(let path, let data):
            self.init(
                .usage, "'\(path)' and '\(data)' are one inside the other",
                hint: "a backup stands apart from the data")
        case .busy(let path, let holder):
            self.init(.conflict, "'\(path)' is being backed up or restored by \(holder.text)")
        case .held(let path, let holder):
            self.init(
                .conflict, "cannot replace database '\(path)': held by \(holder.text)",
                hint: "end the server first, or restore elsewhere with --db and --blobs")
        case .exists(let path):
            self.init(
                .conflict, "there is a database '\(path)'",
                hint: "--replace takes its place; --db and --blobs restore elsewhere")
        case .unreadable(let path, let reason):
            self.init(.localFile, "cannot read '\(path)': \(reason)")
        case .unwritable(let path, let reason):
            self.init(.localFile, "cannot write '\(path)': \(reason)")
        case .noRoom(let path, let needed, let available):
            self.init(
                .localFile,
                "cannot write '\(path)': \(ByteText.of(needed)) needed, "
                    + "\(ByteText.of(available)) free")
        case .damagedDatabase(let path, let problem):
            self.init(
                .localFile, "database '\(path)' is damaged: \(problem)",
                hint: "'workshop doctor' tells what to do; the backup before was left as it is")
        case .unknownDatabase(let path, let reason):
            self.init(.localFile, "cannot back up '\(path)': \(reason)")
        case .logGrown(let path, let bytes):
            self.init(
                .failed,
                "the log of '\(path)' has grown by \(ByteText.of(bytes)) during the copy",
                hint: "back up when there is less to do, or onto a faster disk")
        case .damagedBackup(let path, let reason):
            self.init(
                .localFile, "backup '\(path)' is damaged: \(reason)",
                hint: "nothing was restored")
        }
    }
}
