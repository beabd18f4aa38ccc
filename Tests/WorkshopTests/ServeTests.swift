import Foundation
import Testing

@Suite struct ServeTests {
    @Test func `an empty variable is unset, a flag wins over a variable`() async throws {
        let server = try await RunningServer(
            ["--db", "flag.db"],
            environment: [
                "PORT": "", "HOST": "", "DB_PATH": "variable.db", "BLOBS_DIR": "kept",
                "WORKSHOP_RETENTION_DAYS": "", "WORKSHOP_VERBOSE": "true",
            ])
        #expect(FileManager.default.fileExists(atPath: server.folder.file("flag.db")))
        #expect(FileManager.default.fileExists(atPath: server.folder.file("kept")))
        #expect(!FileManager.default.fileExists(atPath: server.folder.file("variable.db")))
        _ = try await server.run("status")
        #expect(await server.child.errors.waits { $0.contains("GET /status") })
    }

    @Test func `HOST and PORT say where to listen`() async throws {
        let folder = try Folder()
        let server = try Child(
            ["serve"], environment: ["HOST": "127.0.0.1", "PORT": "0"], folder: folder.path)
        #expect(await server.errors.waits { $0.contains("listening on 127.0.0.1:") })
        server.send(SIGTERM)
        #expect(await server.waits() == .status(0))
    }

    @Test func `no host means every address of both versions`() async throws {
        let folder = try Folder()
        let server = try Child(["serve", "--listen", ":0"], folder: folder.path)
        #expect(await server.errors.waits { $0.contains("admits ") })
        let match = try #require(server.errors.text.firstMatch(of: /listening on (\S+):(\d+)/))
        let hosts = match.1 == "[::]" ? ["127.0.0.1", "[::1]"] : ["127.0.0.1"]
        for host in hosts {
            let status = try Child(["status", "--check", "--url", "http://\(host):\(match.2)"])
            #expect(await status.waits() == .status(0), "\(host)")
        }
        server.send(SIGTERM)
        #expect(await server.waits() == .status(0))
    }

    @Test func `it says what it serves and whom it admits, on standard error`() async throws {
        let server = try await RunningServer(["--allow", "203.0.113.0/24"])
        let lines = server.child.errors.lines
        #expect(lines.contains { $0.contains("'workshop.db'") && $0.contains("'blobs'") })
        #expect(lines.contains { $0.contains("203.0.113.0/24") && $0.contains("--allow") })
        #expect(await server.stop() == .status(0))
        #expect(server.child.output.text.isEmpty)
    }

    @Test func `the limit of open files is raised`() async throws {
        let folder = try Folder()
        let shell = try Child(
            [
                "-c",
                "ulimit -S -n 64; exec '\(Binary.path)' serve --listen unix:\(folder.file("s"))",
            ], of: "/bin/sh", folder: folder.path)
        #expect(await shell.errors.waits { $0.contains("admits ") })
        let streams = try (0..<80).map { _ in
            try Child(["tail"], environment: ["WORKSHOP_URL": "unix:\(folder.file("s"))"])
        }
        while true {
            let status = try Child(
                ["status"], environment: ["WORKSHOP_URL": "unix:\(folder.file("s"))"])
            try #require(await status.waits() == .status(0))
            if status.output.text.contains(#""subscribers":80"#) { break }
        }
        for stream in streams { stream.send(SIGKILL) }
        shell.send(SIGTERM)
        #expect(await shell.waits() == .status(0))
    }

    /// A server whose hard limit of open files is this.
    private func server(openFiles: Int, in folder: Folder) throws -> Child {
        try Child(
            ["-c", "ulimit -n \(openFiles); exec '\(Binary.path)' serve --listen 127.0.0.1:0"],
            of: "/bin/sh", folder: folder.path)
    }

    @Test func `too few open files are no server`() async throws {
        let folder = try Folder()
        let server = try server(openFiles: 63, in: folder)
        #expect(await server.waits() == .status(1))
        #expect(
            server.errors.text.contains("cannot serve with 63 open files"), "\(server.errors.text)")
        #expect(server.errors.text.contains("64 or more"))
    }

    @Test func `with the fewest open files it serves as many as it can, and all do their work`()
        async throws
    {
        let folder = try Folder()
        let server = try server(openFiles: 64, in: folder)
        #expect(await server.errors.waits { $0.contains("admits ") })
        let text = try #require(server.errors.text.firstMatch(of: /127\.0\.0\.1:(\d+)/)?.1)
        let port = try #require(Int(text))
        try await onThread {
            var kept: [PlainConnection] = []
            while true {
                let connection = try PlainConnection(port: port)
                let answer = try connection.ask("GET", "/status")
                if answer.status == 503 { break }
                #expect(answer.status == 200)
                kept.append(connection)
            }
            #expect(kept.count == 20)
            // Descriptors are left for the store and for files.
            for (index, connection) in kept.enumerated() {
                let file = try connection.ask("POST", "/files", "file \(index)")
                #expect(file.status == 201)
                let hash = try #require(file.text.firstMatch(of: /sha256:[0-9a-f]+/)).0
                #expect(try connection.ask("GET", "/files/\(hash)").text == "file \(index)")
                let message = try connection.ask("POST", "/ch/a", #"{"from":"a","type":"t"}"#)
                #expect(message.status == 201)
            }
            #expect(try PlainConnection(port: port).ask("GET", "/status").status == 503)
            kept.removeLast()
            while try PlainConnection(port: port).ask("GET", "/status").status == 503 {}
        }
        server.send(SIGTERM)
        #expect(await server.waits() == .status(0))
    }

    @Test(arguments: [
        ("unix:taken", "cannot listen on 'unix:taken': it exists and is no socket"),
        ("nowhere.invalid:0", "there is no host of that name"),
        ("192.0.2.1:0", "this machine does not have that address"),
    ])
    func `a place that cannot be listened on is told as it is`(
        _ place: String, _ sentence: String
    ) async throws {
        let folder = try Folder()
        _ = try folder.write([1], to: "taken")
        let server = try Child(
            ["serve", "--listen", place], environment: ["PORT": "no port"], folder: folder.path)
        #expect(await server.waits() == .status(1))
        #expect(server.errors.text.contains(sentence), "\(server.errors.text)")
        #expect(!server.errors.text.contains("another server"))
        #expect(try folder.read("taken") == [1])
    }
}
