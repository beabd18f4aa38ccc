import WorkshopModel
import WorkshopStore

extension BackupOutcome {
    func json(_ folder: String) -> JSONText {
        var writer = JSONWriter(capacity: 512)
        writer.object { object in
            object.member("dir", folder)
            manifest.addMembers(to: &object)
            object.member("unchanged", files.unchanged)
            object.member("linked", files.linked)
            object.member("copied", files.copied)
            object.member("rescued", files.rescued)
            object.member("damaged", files.damaged.count)
            object.member("snapshot_ms", snapshot.milliseconds)
            object.member("log_growth", logGrowth)
        }
        return writer.finish()
    }

    /// For a terminal.
    func text(_ folder: String) -> String {
        "\(manifest.content) in '\(folder)'; "
            + "files: \(files.unchanged) unchanged, \(files.linked) linked, \(files.copied) copied"
    }
}

extension RestoreOutcome {
    func json(_ folder: String, _ data: DataOptions) -> JSONText {
        var writer = JSONWriter(capacity: 512)
        writer.object { object in
            object.member("dir", folder)
            object.member("db", data.databasePath)
            object.member("blobs", data.blobsPath)
            manifest.addMembers(to: &object)
            object.member("restored", restoredFiles)
            object.member("present", presentFiles)
            object.member("replaced", replaced)
        }
        return writer.finish()
    }

    /// For a terminal.
    func text(_ data: DataOptions) -> String {
        let old = replaced.map { "; the database before is '\($0)'" } ?? ""
        return "\(manifest.content) in '\(data.databasePath)' and '\(data.blobsPath)'\(old)"
    }
}

extension BackupManifest {
    /// `2 messages, 1 task and 3 files, 1.2 MiB`
    fileprivate var content: String {
        "\(CountText.of(messages, "message")), \(CountText.of(tasks, "task")) and "
            + "\(CountText.of(files, "file")), \(ByteText.of(databaseBytes + fileBytes)),"
    }
}
