import Testing

/// The page of a running server, open in a browser.
struct Page {
    let browser: Browser
    let server: RunningServer

    /// - Parameter fragment: where in the page, `#` included.
    init(
        of server: RunningServer, in browser: Browser? = nil, at fragment: String = "",
        through url: String? = nil
    ) async throws {
        self.browser =
            if let browser { browser } else { try await Browser() }
        self.server = server
        // Violations are kept where no script of the page's could hide them.
        try await self.browser.tool(
            "Page.addScriptToEvaluateOnNewDocument",
            [
                "source": """
                window.violations = [];
                document.addEventListener("securitypolicyviolation", (event) =>
                  window.violations.push(`${event.violatedDirective} ${event.blockedURI}`));
                window.scriptsThatRan = [];
                """
            ])
        try await self.browser.open("\(url ?? server.url)/ui\(fragment)")
        try await isLive()
    }

    func isLive() async throws {
        try await browser.waits(for: "document.getElementById('wire').dataset.state === 'live'")
    }

    /// Waits until a message with this text is in the list.
    func shows(_ text: String) async throws {
        let mark = text.replacing("'", with: "\\'")
        try await browser.waits(
            for: "[...document.querySelectorAll('.message .body')].some("
                + "(body) => body.textContent.includes('\(mark)'))")
    }

    /// What the rows say, in their order.
    func bodies() async throws -> [String] {
        try await browser.run(
            """
            return [...document.querySelectorAll('.row.message')]
              .sort((left, right) => left.ariaPosInSet - right.ariaPosInSet)
              .map((row) => row.querySelector('.body').textContent);
            """)
    }

    /// Fills the form and sends.
    func say(_ text: String, as sender: String? = nil, in channel: String? = nil) async throws {
        if let sender { try await browser.replace("#compose-from", with: sender) }
        if let channel { try await browser.replace("#compose-channel", with: channel) }
        try await browser.type(text, into: "#compose-body")
        try await browser.press("\u{E007}")
    }
}

extension Page {
    /// What every row says that is loaded, from the first to the last, by scrolling over all.
    func allBodies() async throws -> [String] {
        try await browser.run(
            """
            const list = document.getElementById('feed-list');
            const found = new Map();
            const frame = () => new Promise((resolve) =>
              requestAnimationFrame(() => requestAnimationFrame(resolve)));
            return (async () => {
              list.scrollTop = 1;
              for (;;) {
                await frame();
                for (const row of document.querySelectorAll('.row.message')) {
                  found.set(Number(row.ariaPosInSet), row.querySelector('.body').textContent);
                }
                const before = list.scrollTop;
                list.scrollTop += list.clientHeight / 2;
                if (list.scrollTop === before) break;
              }
              return [...found].sort((left, right) => left[0] - right[0]).map((pair) => pair[1]);
            })();
            """)
    }
}
