/// Where a server listens and keeps its data.
struct PeerPlace {
    let port: String
    /// Its own folder.
    let folder: String

    var configurationPath: String { folder + "/server.conf" }

    /// For the results, where neither means anything.
    static let named = PeerPlace(port: "PORT", folder: "FOLDER")
}
