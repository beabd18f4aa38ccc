public import WorkshopModel

/// What a backup says of itself, in a small file beside its database and its files.
public struct BackupManifest: Sendable, Equatable {
    static let fileName = "backup.json"
    /// Of the file itself; a greater number is a later version's.
    static let newestFormat: Int64 = 1
    /// A larger file is no manifest.
    static let mostBytes = 65_536

    /// The version of the program that made it.
    public var program: String
    /// When it was begun: everything that was answered before is in it.
    public var began: Timestamp
    /// The newest id that the server had given.
    public var newest: ULID
    public var messages: Int64
    public var tasks: Int64
    public var databaseBytes: Int64
    /// The SHA-256 of the database, as a file's name would tell it.
    public var databaseHash: BlobHash
    public var files: Int64
    public var fileBytes: Int64

    enum Fault: Error, Equatable {
        case unreadable
        case newer(Int64)
    }

    init(
        program: String, began: Timestamp, newest: ULID, messages: Int64, tasks: Int64,
        databaseBytes: Int64, databaseHash: BlobHash, files: Int64 = 0, fileBytes: Int64 = 0
    ) {
        self.program = program
        self.began = began
        self.newest = newest
        self.messages = messages
        self.tasks = tasks
        self.databaseBytes = databaseBytes
        self.databaseHash = databaseHash
        self.files = files
        self.fileBytes = fileBytes
    }

    init(parsing bytes: [UInt8]) throws(Fault) {
        // What is no JSON is no manifest, whatever the parser has to say about it.
        guard let json = try? JSONText(parsing: bytes), let format = json["backup"]?.integer else {
            throw .unreadable
        }
        if format > BackupManifest.newestFormat { throw .newer(format) }
        guard let program = json["workshop"]?.string, let began = json["began"]?.number,
            let newest = json["newest"]?.string.flatMap({ ULID($0) }),
            let messages = json["messages"]?.integer, let tasks = json["tasks"]?.integer,
            let databaseBytes = json["database_bytes"]?.integer,
            let name = json["database_hash"]?.string, let hash = try? BlobHash(validating: name),
            let files = json["files"]?.integer, let fileBytes = json["file_bytes"]?.integer
        else { throw .unreadable }
        self.init(
            program: program, began: Timestamp(seconds: began), newest: newest,
            messages: messages, tasks: tasks, databaseBytes: databaseBytes, databaseHash: hash,
            files: files, fileBytes: fileBytes)
    }

    var json: JSONText {
        var writer = JSONWriter(capacity: 512)
        writer.object { object in
            object.member("backup", BackupManifest.newestFormat)
            addMembers(to: &object)
        }
        return writer.finish()
    }

    /// All of it but the number of the format.
    public func addMembers(to object: inout JSONObjectWriter) {
        object.member("workshop", program)
        object.member("began", began)
        object.member("newest", newest.text)
        object.member("messages", messages)
        object.member("tasks", tasks)
        object.member("database_bytes", databaseBytes)
        object.member("database_hash", databaseHash.text)
        object.member("files", files)
        object.member("file_bytes", fileBytes)
    }
}
