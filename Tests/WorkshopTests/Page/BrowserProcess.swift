import Foundation
import Synchronization
import Testing

/// A browser and its driver, with a profile of their own. Starting one takes longer than most
/// tests of the page, so one that a test has done with serves the next, in a new window: the pages
/// of another server are another site, of which nothing is left but what is cleared here.
final class BrowserProcess: Sendable {
    let port: Int
    /// The path of its one session.
    let session: String
    private let driver: Child
    private let folder: Folder
    /// Whether it finds only what every other one does, so that it may serve another test.
    private let isPlain: Bool

    /// - Parameter names: hosts that the browser is to find on this machine.
    private init(names: [String]) async throws {
        let folder = try Folder()
        self.folder = folder
        isPlain = names.isEmpty
        driver = try await BrowserProcess.startDriver(in: folder)
        let number = driver.output.text.firstMatch(of: /successfully on port (\d+)/)?.1
        port = try #require(number.flatMap { Int($0) })
        let options: [String: Any] = [
            "binary": "/usr/bin/chromium",
            "args": [
                "--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage",
                "--no-first-run", "--disable-background-networking", "--js-flags=--expose-gc",
                "--disable-background-timer-throttling", "--disable-renderer-backgrounding",
                "--disable-backgrounding-occluded-windows",
                "--user-data-dir=\(folder.file("profile"))",
                "--host-resolver-rules="
                    + names.map { "MAP \($0) 127.0.0.1" }.joined(separator: ", "),
            ],
        ]
        let capabilities: [String: Any] = [
            "browserName": "chrome", "goog:chromeOptions": options,
            "goog:loggingPrefs": ["performance": "ALL", "browser": "ALL"],
        ]
        struct Session: Decodable { let sessionId: String }
        let made: Session = try await WebDriver.send(
            port, "POST", "/session", ["capabilities": ["alwaysMatch": capabilities]])
        session = "/session/\(made.sessionId)"
    }

    // MARK: One after another

    /// Those that wait for their next test, and whether their end is seen to.
    private struct Rested {
        var processes: [BrowserProcess] = []
        var isToEnd = false
    }

    private static let rested = Mutex(Rested())

    /// One that waits, or a new one.
    static func take(names: [String]) async throws -> BrowserProcess {
        if names.isEmpty, let process = rested.withLock({ $0.processes.popLast() }) {
            return process
        }
        return try await BrowserProcess(names: names)
    }

    /// A test has done with it.
    func giveBack() {
        guard isPlain, hasFreshWindow() else { return end() }
        BrowserProcess.rested.withLock { rested in
            rested.processes.append(self)
            guard !rested.isToEnd else { return }
            rested.isToEnd = true
            atexit {
                for process in BrowserProcess.rested.withLock({ $0.processes }) { process.end() }
            }
        }
    }

    /// Opens a window, closes all others and forgets what was logged.
    ///
    /// - Returns: no when it does not do as it is told any more.
    private func hasFreshWindow() -> Bool {
        do {
            let old: [String] = try WebDriver.ask(port, "GET", "\(session)/window/handles")
            struct Window: Decodable { let handle: String }
            let fresh: Window = try WebDriver.ask(
                port, "POST", "\(session)/window/new", ["type": "tab"])
            for handle in old {
                let _: WebDriver.Nothing = try WebDriver.ask(
                    port, "POST", "\(session)/window", ["handle": handle])
                // A page of no site has nothing that could be cleared.
                let _: WebDriver.Nothing? = try? WebDriver.ask(
                    port, "POST", "\(session)/execute/sync",
                    ["script": "localStorage.clear()", "args": [] as [String]])
                let _: WebDriver.Nothing = try WebDriver.ask(
                    port, "DELETE", "\(session)/window")
            }
            let _: WebDriver.Nothing = try WebDriver.ask(
                port, "POST", "\(session)/window", ["handle": fresh.handle])
            for type in ["browser", "performance"] {
                let _: WebDriver.Nothing = try WebDriver.ask(
                    port, "POST", "\(session)/se/log", ["type": type])
            }
            return true
        } catch {
            return false
        }
    }

    private func end() {
        // The driver alone would leave the browser behind.
        let _: WebDriver.Nothing? = try? WebDriver.ask(port, "DELETE", session)
        driver.send(SIGTERM)
    }

    /// The driver takes a port that is free for one version of addresses and gives up when it is
    /// not for the other: then another one tries its luck.
    private static func startDriver(in folder: Folder) async throws -> Child {
        var said = ""
        for _ in 0..<5 {
            let driver = try Child(
                ["--port=0", "--log-level=SEVERE"], of: "/usr/bin/chromedriver",
                environment: ["HOME": folder.path, "TMPDIR": folder.path], folder: folder.path,
                patience: 3_600)
            let isUp = await driver.output.waits { $0.contains("started successfully on port") }
            if isUp { return driver }
            said = "\(driver.output.text) \(driver.errors.text)"
            guard said.contains("port not available") else { break }
        }
        throw WebDriver.Refusal(description: "no driver: \(said)")
    }
}
