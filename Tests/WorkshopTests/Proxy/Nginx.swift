import Foundation
import Testing

/// The real nginx, in a fresh folder and on ports that were free.
final class Nginx: Sendable {
    static let isThere = Tool.isThere("nginx") && Tool.isThere("openssl")

    let folder: Folder
    let child: Child
    let authority: TestAuthority
    private let port: Int
    private let plainPort: Int

    init(_ site: NginxSite) async throws {
        let folder = try Folder()
        self.folder = folder
        authority = try TestAuthority.shared.get()
        port = try Nginx.freePort()
        plainPort = try Nginx.freePort()
        _ = try folder.write(Array(site.text(port, plainPort).utf8), to: "site.conf")
        let configuration = try folder.write(Array(Nginx.main(folder).utf8), to: "nginx.conf")
        child = try Child(
            ["-e", "stderr", "-c", configuration], of: "/usr/sbin/nginx", folder: folder.path,
            patience: PromiseSize.patience)
        let isUp = await child.errors.waits { $0.contains("start worker process ") }
        try #require(isUp, "nginx did not start: \(child.errors.text)")
    }

    /// Without its workers' leave: they notice that it is gone.
    deinit { child.send(SIGTERM) }

    var url: String { "https://localhost:\(port)" }
    /// By the name of the domain, which only ``curl(_:)`` finds.
    var domain: String { "https://\(NginxSite.domain):\(port)" }
    var plainURL: String { "http://localhost:\(plainPort)" }

    /// What makes commands go through it.
    var environment: [String: String] {
        ["WORKSHOP_URL": url, "CURL_CA_BUNDLE": authority.certificate]
    }

    /// Files in which its workers keep parts of requests and answers; such a file has no name any
    /// more.
    var buffered: [String] {
        get throws {
            let master = "/proc/\(child.identifier)/task/\(child.identifier)/children"
            let workers = try String(contentsOfFile: master, encoding: .utf8).split(separator: " ")
            return try workers.flatMap { worker in
                let descriptors = "/proc/\(worker)/fd"
                return try FileManager.default.contentsOfDirectory(atPath: descriptors).filter {
                    // It may have been closed since.
                    let file = try? FileManager.default.destinationOfSymbolicLink(
                        atPath: "\(descriptors)/\($0)")
                    return ["request", "answer"].contains {
                        file?.hasPrefix(folder.file($0)) == true
                    }
                }
            }
        }
    }

    /// Starts curl, which finds the domain and trusts the authority.
    func curl(_ arguments: String..., input: Child.Standard = .null) throws -> Child {
        try curl(arguments, input: input)
    }

    /// Runs curl to its end.
    ///
    /// - Returns: what it printed.
    func ask(_ arguments: String...) async throws -> String {
        let curl = try curl(arguments, input: .null)
        #expect(await curl.waits() == .status(0), "\(curl.errors.text)")
        return curl.output.text
    }

    private func curl(_ arguments: [String], input: Child.Standard) throws -> Child {
        let place = "\(NginxSite.domain):\(port):127.0.0.1"
        return try Child(
            ["-sS", "--cacert", authority.certificate, "--resolve", place] + arguments,
            of: "/usr/bin/curl", input: input, folder: folder.path, patience: PromiseSize.patience)
    }

    /// Reads its configuration anew: new workers take over, the old ones cut their streams after a
    /// second.
    func reload() async {
        let before = Nginx.count("gracefully shutting down", in: child.errors.text)
        child.send(SIGHUP)
        _ = await child.errors.waits { Nginx.count("gracefully shutting down", in: $0) > before }
    }

    private static func count(_ word: String, in text: String) -> Int {
        text.ranges(of: word).count
    }

    private static func freePort() throws -> Int {
        let (listener, port) = try Relay.listen(port: 0)
        close(listener)
        return port
    }

    private static func main(_ folder: Folder) -> String {
        // Started by root, its workers would otherwise be ones who may not enter the folder.
        let user = geteuid() == 0 ? "user root;\n" : ""
        return user + """
            daemon off;
            pid \(folder.file("nginx.pid"));
            error_log stderr notice;
            worker_processes 2;
            worker_shutdown_timeout 1s;
            events {
            }
            http {
                # As Debian has it.
                sendfile on;
                tcp_nopush on;
                gzip on;
                access_log off;
                client_body_temp_path \(folder.file("request"));
                proxy_temp_path \(folder.file("answer"));
                fastcgi_temp_path \(folder.file("fastcgi"));
                uwsgi_temp_path \(folder.file("uwsgi"));
                scgi_temp_path \(folder.file("scgi"));
                include \(folder.file("site.conf"));
            }

            """
    }
}
