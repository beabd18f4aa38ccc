import Foundation
import Testing

/// What nginx is told about a server behind it.
struct NginxSite {
    /// Of the name that is shipped, also where a test leads it to an address of its own.
    static let domain = "workshop.example.org"

    /// One line of a configuration, and what stands in its place.
    struct Edit {
        let line: String
        let replacement: String

        init(_ line: String, _ replacement: String = "") {
            self.line = line
            self.replacement = replacement
        }
    }

    /// Made for the ports that nginx is to listen on: with TLS, and without.
    let text: @Sendable (_ port: Int, _ plainPort: Int) throws -> String

    /// The file that is shipped.
    ///
    /// - Parameter edits: what an administrator changes in it.
    static func shipped(to server: RunningServer, _ edits: [Edit] = []) throws -> NginxSite {
        let file = ManualFolder.root.appending(components: "packaging", "nginx", "workshop.conf")
        let shipped = try String(contentsOf: file, encoding: .utf8)
        let authority = try TestAuthority.shared.get()
        let target = server.url.replacing("http://", with: "")
        let folder = "/etc/letsencrypt/live/\(domain)"
        let text = try replace(
            edits + [
                Edit("server 127.0.0.1:4242;", "server \(target);"),
                Edit("\(folder)/fullchain.pem", authority.serverCertificate),
                Edit("\(folder)/privkey.pem", authority.serverKey),
                Edit("listen [::]:80;"), Edit("listen [::]:443 ssl http2;"),
            ], in: shipped)
        return NginxSite { port, plainPort in
            try replace(
                [
                    Edit("listen 80;", "listen 127.0.0.1:\(plainPort);"),
                    Edit("listen 443 ssl http2;", "listen 127.0.0.1:\(port) ssl http2;"),
                ], in: text)
        }
    }

    /// What people write first.
    static func bare(to server: RunningServer, _ lines: String = "") -> NginxSite {
        NginxSite { _, plainPort in
            """
            server {
                listen 127.0.0.1:\(plainPort);
                location / {
                    proxy_pass \(server.url);
                    \(lines)
                }
            }

            """
        }
    }

    /// - Throws: when there is no such line, or more than one.
    private static func replace(_ edits: [Edit], in text: String) throws -> String {
        try edits.reduce(text) { text, edit in
            try #require(text.ranges(of: edit.line).count == 1, "'\(edit.line)'")
            return text.replacing(edit.line, with: edit.replacement)
        }
    }
}
