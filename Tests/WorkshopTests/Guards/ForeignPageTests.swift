import Foundation
import Testing
import WorkshopModel

/// The browser guard against what it is there for: pages of other origins, in a real browser.
@Suite("A page from elsewhere", .timeLimit(.minutes(3)))
struct ForeignPageTests {
    /// A picture, 3 wide and 2 high, which nobody else may measure.
    private static let picture = Data(
        base64Encoded:
            "iVBORw0KGgoAAAANSUhEUgAAAAMAAAACCAIAAAASFvFNAAAAEElEQVR4nGNwaDgAQQxwFgBXFAkBU3oiMwAA"
            + "AABJRU5ErkJggg==")

    /// A workshop in which there is something to find, and somebody else's site.
    private struct Setting {
        let server: RunningServer
        let site: ForeignSite
        /// The paths of a picture that is stored, and of one that is not.
        let known: String
        static let unknown = "/files/sha256:" + String(repeating: "0", count: 64)
        /// A name that the server answers to and that is not this machine's for a browser, which
        /// then tells no server over plain HTTP where a request comes from.
        static let name = "workshop.example"

        init(admitsSite: Bool = false) async throws {
            let site = try ForeignSite()
            let origin = "http://page.example:\(site.port)"
            server = try await RunningServer(
                ["--verbose", "--hostname", Setting.name]
                    + (admitsSite ? ["--allow-origin", origin] : []))
            self.site = site
            let picture = try #require(ForeignPageTests.picture)
            let stored = try await onThread { [port = server.port] in
                try PlainConnection(port: port).ask("POST", "/files", Array(picture))
            }
            known = try "/files/" + #require(JSONText(parsing: stored.body)["hash"]?.string)
            _ = try await server.ask("POST", "/ch/a", #"{"from":"ann","type":"secret"}"#)
        }

        static func browser() async throws -> Browser {
            try await Browser(names: ["page.example", Setting.name])
        }

        /// Lets the page that is open try everything on the server, under one of its names.
        func attack(_ browser: Browser, as name: String) async throws -> [String: String] {
            let base = "http://\(name):\(server.port)"
            return try await browser.run(
                Attack.script, base, base + known, base + Setting.unknown)
        }

        /// What there is on the server: messages, tasks, agents and files.
        func contents() async throws -> [String] {
            var all: [String] = []
            for path in ["/history", "/tasks", "/presence", "/channels"] {
                all.append(try await server.ask("GET", path).text)
            }
            return all
                + (try FileManager.default.contentsOfDirectory(atPath: server.folder.file("blobs")))
        }

        /// The log's lines of requests of one method.
        func requests(_ method: String) -> [String] {
            server.child.errors.lines.filter { $0.contains(" \(method) /") }
        }
    }

    @Test("reads nothing and writes nothing, whatever it tries and whatever it calls the server")
    func attacks() async throws {
        let setting = try await Setting()
        let before = try await setting.contents()
        let ownPosts = setting.requests("POST").count
        let browser = try await Setting.browser()
        // A page of the same host on another port, which is the same site to browsers; one of
        // another site, of which they tell; and one of which they do not.
        let pages = [
            ("127.0.0.1", "127.0.0.1"), ("page.example", "localhost"),
            ("page.example", Setting.name),
        ]
        for (index, (page, name)) in pages.enumerated() {
            try await browser.open("http://\(page):\(setting.site.port)/")
            let told = try await setting.attack(browser, as: name)
            #expect(told.count == Attack.count)
            for (attempt, what) in told {
                // Of a frame whose origin no browser tells, a server cannot know whose it is.
                if name == Setting.name, Attack.existence.contains(attempt) { continue }
                #expect(what == "nothing", "\(attempt), from \(page) on \(name)")
            }
            // Nobody is told when a beacon has arrived.
            let hasCome = try await poll(atMost: .seconds(20)) {
                setting.requests("POST").count { $0.contains("/ch/beacon 403 ") } == index + 1
            }
            #expect(hasCome, "\(setting.requests("POST"))")
        }
        let complaints = try await browser.complaints()
        #expect(complaints.contains { $0.contains("frame-ancestors") })
        #expect(try await setting.contents() == before)
        #expect(try await setting.server.count("subscribers") == 0)
        let posts = setting.requests("POST").dropFirst(ownPosts)
        #expect(posts.count >= 3 * 9)
        #expect(posts.allSatisfy { $0.contains(" 403 ") })
        #expect(setting.requests("OPTIONS").allSatisfy { $0.contains(" 403 ") })
    }

    @Test("would have told: the same attempts from the server's own pages succeed")
    func ownPage() async throws {
        let setting = try await Setting()
        let browser = try await Setting.browser()
        try await browser.open("\(setting.server.url)/status")
        let told = try await setting.attack(browser, as: "127.0.0.1")
        let failed = Set(told.filter { $0.value == "nothing" }.keys)
        // What stays: scripts and pictures by their types, frames of the page by its policy.
        #expect(
            failed == [
                "beacon", "video", "web socket", "frame that stays", "script /status",
                "script /history",
                "frame of the page", "frame of a file",
            ])
    }

    @Test("whose origin is admitted uses everything, as far as its requests say whose they are")
    func admitted() async throws {
        let setting = try await Setting(admitsSite: true)
        let browser = try await Setting.browser()
        for name in ["localhost", Setting.name] {
            try await browser.open("http://page.example:\(setting.site.port)/")
            let told = try await setting.attack(browser, as: name)
            for attempt in [
                "fetch", "fetch with a header", "post", "post of JSON", "picture with cors",
                "event source", "module",
            ] {
                #expect(told[attempt] != "nothing", "\(attempt) on \(name)")
            }
            // Without CORS a browser does not say which page asks.
            for attempt in ["picture", "size of a picture", "fetch without cors", "window"] {
                #expect(told[attempt] == "nothing", "\(attempt) on \(name)")
            }
        }
        let read: [String] = try await browser.run(
            """
            const [base, known] = arguments;
            return (async () => {
              const options = {headers: {"Range": "bytes=1-2", "If-Range": "no"}};
              const whole = await fetch(base + known, options);
              const part = await fetch(base + known, {headers: {"Range": "bytes=1-2"}});
              const line = await fetch(base + "/history?first=1&since=" + "0".repeat(26));
              const gap = await fetch(base + "/?format=ndjson", {
                headers: {"Last-Event-ID": "7" + "Z".repeat(25)}});
              const posted = await fetch(base + "/ch/a", {
                method: "POST", body: '{"from":"page","type":"t"}',
                headers: {"Content-Type": "application/json", "Idempotency-Key": "k"}});
              return [whole.status, part.status, part.headers.get("content-range"),
                part.headers.get("etag") === whole.headers.get("etag"), line.status,
                gap.headers.get("workshop-gap") !== null, posted.status].map(String);
            })();
            """, "http://\(Setting.name):\(setting.server.port)", setting.known)
        let size = try #require(ForeignPageTests.picture).count
        #expect(read == ["200", "206", "bytes 1-2/\(size)", "true", "200", "true", "201"])
    }

    @Test("whose name is turned to the server's address is told that it is at the wrong place")
    func rebinding() async throws {
        let site = try ForeignSite()
        let browser = try await Browser(names: ["rebound.example"])
        try await browser.open("http://rebound.example:\(site.port)/")
        // The page stays, its name and port lead somewhere else now.
        site.stop()
        let server = try await RunningServer(port: site.port)
        let told: [String] = try await browser.run(
            """
            const read = async (path, options) => {
              const answer = await fetch(path, options);
              return `${answer.status} ${(await answer.json()).error}`;
            };
            return (async () => {
              const frame = document.createElement("iframe");
              frame.src = "/ui";
              const isLoaded = new Promise((resolve) => { frame.onload = resolve; });
              document.body.append(frame);
              const event = new Promise((resolve) => {
                const source = new EventSource("/");
                source.onopen = () => resolve("opened");
                source.onerror = () => { source.close(); resolve("refused"); };
              });
              const told = [await read("/status"), await read("/history"), await read("/ui"),
                await read("/ch/a", {method: "POST", body: '{"from":"evil","type":"evil"}'}),
                await read("/files", {method: "POST", body: "evil"})];
              await isLoaded;
              const framed = JSON.parse(frame.contentDocument.body.textContent).error;
              return [...told, `421 ${framed}`, await event];
            })();
            """)
        #expect(told.count == 7 && told.last == "refused")
        for answer in told.dropLast() {
            #expect(answer.hasPrefix("421 this server does not answer to the name"), "\(answer)")
            #expect(answer.contains("--hostname rebound.example"))
        }
        #expect(try await server.count("messages") == 0)
        let files = try FileManager.default.contentsOfDirectory(atPath: server.folder.file("blobs"))
        #expect(files.isEmpty)
    }
}
