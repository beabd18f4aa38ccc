import Foundation
import Testing

/// An authority of the tests' own, and what it has signed.
struct TestAuthority: Sendable {
    private let folder: Folder

    var certificate: String { folder.file("authority.pem") }
    /// Of `workshop.example.org`, `localhost` and 127.0.0.1.
    var serverCertificate: String { folder.file("fullchain.pem") }
    var serverKey: String { folder.file("privkey.pem") }
    /// Of a peer that may be asked to show one.
    var clientCertificate: String { folder.file("client.pem") }
    var clientKey: String { folder.file("client.key") }

    /// Made once for all tests.
    static let shared = Result { try TestAuthority() }

    private init() throws {
        folder = try Folder()
        try openssl(
            ["req", "-x509", "-subj", "/CN=tests", "-days", "2", "-out", certificate]
                + TestAuthority.key(folder.file("authority.key")))
        try sign("fullchain.pem", serverKey, "DNS:workshop.example.org,DNS:localhost,IP:127.0.0.1")
        try sign("client.pem", clientKey, "DNS:agent.example.org")
    }

    private func sign(_ name: String, _ key: String, _ names: String) throws {
        let request = folder.file("\(name).request")
        try openssl(["req", "-subj", "/CN=\(name)", "-out", request] + TestAuthority.key(key))
        let extensions = try folder.write(Array("subjectAltName=\(names)\n".utf8), to: "extensions")
        try openssl([
            "x509", "-req", "-days", "2", "-in", request, "-out", folder.file(name),
            "-CA", certificate, "-CAkey", folder.file("authority.key"), "-CAcreateserial",
            "-extfile", extensions,
        ])
    }

    private static func key(_ path: String) -> [String] {
        ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-keyout", path]
    }

    private func openssl(_ arguments: [String]) throws {
        try #require(try Tool.run("openssl", arguments) == 0, "openssl \(arguments)")
    }
}
