import Foundation
import Testing

/// A real browser without a screen, driven over WebDriver: Debian's chromium and chromium-driver.
/// Its window is closed with its last owner.
final class Browser: Sendable {
    private typealias Nothing = WebDriver.Nothing

    private let process: BrowserProcess
    private var port: Int { process.port }
    private var session: String { process.session }

    /// - Parameters:
    ///   - size: of the window's inside.
    ///   - names: hosts that the browser is to find on this machine.
    init(width: Int = 1280, height: Int = 800, names: [String] = []) async throws {
        process = try await BrowserProcess.take(names: names)
        try await resize(width: width, height: height)
    }

    deinit { process.giveBack() }

    // MARK: The page

    /// Opens another tab, which is the one that commands go to from now on; answers its name.
    @discardableResult
    func openTab() async throws -> String {
        struct Tab: Decodable { let handle: String }
        let tab: Tab = try await command("window/new", ["type": "tab"])
        try await goTo(tab: tab.handle)
        return tab.handle
    }

    func goTo(tab: String) async throws {
        let _: Nothing = try await command("window", ["handle": tab])
    }

    var tab: String {
        get async throws { try await WebDriver.send(port, "GET", "\(session)/window", nil) }
    }

    func open(_ url: String) async throws {
        let _: Nothing = try await command("url", ["url": url])
    }

    /// Runs the body of a function in the page; a promise is waited for.
    @discardableResult
    func run<Value: Decodable>(_ script: String, _ arguments: Any...) async throws -> Value {
        try await command("execute/sync", ["script": script, "args": arguments])
    }

    func run(_ script: String, _ arguments: Any...) async throws {
        let _: Nothing = try await command("execute/sync", ["script": script, "args": arguments])
    }

    /// Asks, frame by frame, until the page says yes.
    func waits(
        for condition: String, seconds: Double = 20,
        sourceLocation: SourceLocation = #_sourceLocation
    ) async throws {
        let script = """
            const until = Date.now() + \(Int(seconds * 1000));
            return new Promise((resolve) => {
              const ask = () => {
                let yes = false;
                try { yes = Boolean(\(condition)); } catch {}
                if (yes || Date.now() > until) resolve(yes);
                else setTimeout(ask, 10);
              };
              ask();
            });
            """
        let holds: Bool = try await run(script)
        try #require(holds, "the page never came to: \(condition)", sourceLocation: sourceLocation)
    }

    /// The text of what a selector finds first.
    func text(of selector: String) async throws -> String {
        try await run("return document.querySelector(arguments[0])?.textContent ?? ''", selector)
    }

    func count(of selector: String) async throws -> Int {
        try await run("return document.querySelectorAll(arguments[0]).length", selector)
    }

    // MARK: A person's hands

    func click(_ selector: String) async throws {
        let _: Nothing = try await command("element/\(find(selector))/click", [:])
    }

    /// Presses a mouse's button on what a selector finds, and lets go a moment later: what a person
    /// does, who first goes there and then looks again.
    func hold(_ selector: String, milliseconds: Int = 100) async throws {
        for steps in [
            [],
            [
                ["type": "pointerDown", "button": 0], ["type": "pause", "duration": milliseconds],
                ["type": "pointerUp", "button": 0],
            ],
        ] {
            let place: [Int] = try await run(
                """
                const box = document.querySelector(arguments[0]).getBoundingClientRect();
                return [Math.round(box.x + box.width / 2), Math.round(box.y + box.height / 2)];
                """, selector)
            let move: [String: Any] = ["type": "pointerMove", "x": place[0], "y": place[1]]
            let source: [String: Any] = [
                "type": "pointer", "id": "mouse", "parameters": ["pointerType": "mouse"],
                "actions": [move] + steps,
            ]
            let _: Nothing = try await command("actions", ["actions": [source]])
        }
    }

    /// Types into what a selector finds, or into whatever has the focus.
    func type(_ text: String, into selector: String) async throws {
        let _: Nothing = try await command("element/\(find(selector))/value", ["text": text])
    }

    /// Presses keys one after the other, wherever the focus is.
    func press(_ keys: String) async throws {
        let presses = keys.flatMap { key in
            [["type": "keyDown", "value": String(key)], ["type": "keyUp", "value": String(key)]]
        }
        let source: [String: Any] = ["type": "key", "id": "keyboard", "actions": presses]
        let _: Nothing = try await command("actions", ["actions": [source]])
    }

    /// Puts another text where one stands.
    func replace(_ selector: String, with text: String) async throws {
        let _: Nothing = try await command("element/\(find(selector))/clear", [:])
        try await type(text, into: selector)
    }

    func resize(width: Int, height: Int) async throws {
        try await tool(
            "Emulation.setDeviceMetricsOverride",
            ["width": width, "height": height, "deviceScaleFactor": 1, "mobile": false])
    }

    // MARK: What a developer sees

    /// A command of the browser's own tools.
    func tool(_ name: String, _ parameters: [String: Any] = [:]) async throws {
        let _: Nothing = try await command(
            "goog/cdp/execute", ["cmd": name, "params": parameters])
    }

    /// Every address that was asked for since this was last called.
    func requestedAddresses() async throws -> [String] {
        struct Entry: Decodable { let message: String }
        struct Outer: Decodable { let message: Inner }
        struct Inner: Decodable {
            let method: String
            let params: Parameters
        }
        struct Parameters: Decodable { let request: Request? }
        struct Request: Decodable { let url: String }
        let entries: [Entry] = try await command("se/log", ["type": "performance"])
        return entries.compactMap { entry in
            let event = try? JSONDecoder().decode(Outer.self, from: Data(entry.message.utf8))
            guard let event, event.message.method == "Network.requestWillBeSent" else { return nil }
            return event.message.params.request?.url
        }
    }

    /// What the browser has complained of since this was last called.
    func complaints() async throws -> [String] {
        struct Entry: Decodable { let message: String }
        let entries: [Entry] = try await command("se/log", ["type": "browser"])
        return entries.map(\.message)
    }

    func screenshot(to path: String) async throws {
        let text: String = try await WebDriver.send(
            port, "GET", "\(session)/screenshot", nil)
        try #require(Data(base64Encoded: text)).write(to: URL(filePath: path))
    }

    // MARK: WebDriver

    private func find(_ selector: String) async throws -> String {
        let found: [String: String] = try await command(
            "element", ["using": "css selector", "value": selector])
        return try #require(found.values.first)
    }

    private func command<Value: Decodable>(
        _ path: String, _ body: [String: Any]
    ) async throws -> Value {
        try await WebDriver.send(port, "POST", "\(session)/\(path)", body)
    }
}
