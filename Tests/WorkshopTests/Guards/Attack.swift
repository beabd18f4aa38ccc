/// What a page tries on a workshop that is not its own. Each attempt tells in a word what the page
/// came to know: `nothing`, or what it read.
enum Attack {
    /// How many attempts there are.
    static let count = 33

    /// Those that ask no more than whether a file is there whose content they know.
    static let existence: Set = ["object", "frame that stays"]

    /// The body of a function whose arguments are the workshop's address, and the addresses of a
    /// picture that is stored there and of one that is not. Promises an object of what was told.
    static let script = """
        const [base, known, unknown] = arguments;
        const message = '{"from":"evil","type":"evil"}';
        const told = {};

        // Patience for what never says that it failed.
        const within = (milliseconds, promise) => Promise.race([promise,
          new Promise((resolve) => setTimeout(() => resolve("nothing"), milliseconds))]);

        const attempt = async (name, action) => {
          try { told[name] = await within(5000, action()); } catch { told[name] = "nothing"; }
        };

        const read = async (path, options) => {
          const answer = await fetch(base + path, options);
          return `${answer.type} ${answer.status} ${await answer.text()}`;
        };

        const element = (tag, fields, parent = document.body) => new Promise((resolve) => {
          const made = document.createElement(tag);
          made.onload = () => resolve([made, "load"]);
          made.onerror = () => resolve([made, "error"]);
          Object.assign(made, fields);
          parent.append(made);
        });

        // What a page is told of a frame that it does not own is that it has loaded something.
        const looked = ([frame]) => {
          const inside = frame.contentDocument?.body?.textContent;
          return inside ? `read ${inside}` : "nothing";
        };

        const form = async (name, path, encoding, fields) => {
          const frame = document.createElement("iframe");
          frame.name = name;
          document.body.append(frame);
          const form = document.createElement("form");
          Object.assign(form, {method: "post", action: base + path, enctype: encoding, target: name});
          for (const [name, value] of fields) {
            const input = document.createElement("input");
            Object.assign(input, {type: "hidden", name, value});
            form.append(input);
          }
          document.body.append(form);
          const isLoaded = new Promise((resolve) => { frame.onload = resolve; });
          form.submit();
          await isLoaded;
          return looked([frame]);
        };

        // All that a page can learn of a picture: whether it loaded, its size, what the clock of
        // the browser has on it.
        const picture = async (address) => {
          const [image, event] = await element("img", {src: address});
          const [entry] = performance.getEntriesByName(address);
          return [event, image.naturalWidth, image.naturalHeight, entry?.transferSize ?? 0,
            entry?.encodedBodySize ?? 0, entry?.decodedBodySize ?? 0, entry?.responseStatus ?? 0,
          ].join(" ");
        };

        const same = async (look) => {
          const [one, other] = await Promise.all([look(known), look(unknown)]);
          return one === other ? "nothing" : `${one}, and not ${other}`;
        };

        return (async () => {
          performance.setResourceTimingBufferSize(1000);
          await Promise.all([
            attempt("fetch", () => read("/status")),
            attempt("fetch without cors", () => read("/history", {mode: "no-cors"})),
            attempt("fetch of a stream", async () => {
              const controller = new AbortController();
              const options = {mode: "no-cors", signal: controller.signal};
              const answer = await fetch(base + "/", options);
              controller.abort();
              return answer.type;
            }),
            attempt("fetch with a header", () => read("/status", {headers: {"If-None-Match": "1"}})),
            attempt("post", () => read("/ch/post", {method: "POST", body: message})),
            attempt("post of JSON", () => read("/ch/json", {
              method: "POST", body: message, headers: {"Content-Type": "application/json"}})),
            attempt("post without cors", () => read("/ch/no-cors", {
              method: "POST", mode: "no-cors", body: message})),
            attempt("post of a task", () => read("/tasks", {
              method: "POST", mode: "no-cors", body: '{"from":"evil","title":"evil"}'})),
            attempt("post of a file", () => read("/files", {
              method: "POST", mode: "no-cors", body: "evil"})),
            attempt("post of presence", () => read("/presence", {
              method: "POST", mode: "no-cors", body: '{"from":"evil"}'})),
            attempt("put", () => read("/ch/put", {method: "PUT", body: message})),
            attempt("beacon", () => (navigator.sendBeacon(base + "/ch/beacon", message), "nothing")),
            attempt("form as text", () => form("text", "/ch/form-text", "text/plain",
              [['{"from":"evil","type":"evil","body":"', '"}']])),
            attempt("form with fields", () => form("fields",
              "/ch/form-fields", "application/x-www-form-urlencoded", [["from", "evil"]])),
            attempt("form with a file", () => form("file", "/files", "multipart/form-data",
              [["evil", "evil"]])),
            attempt("picture", () => same(picture)),
            attempt("size of a picture", async () => {
              const [image] = await element("img", {src: known + "?size"});
              return image.naturalWidth ? `${image.naturalWidth} wide` : "nothing";
            }),
            attempt("picture with cors", async () => {
              const [image, event] = await element("img", {crossOrigin: "", src: known + "?cors"});
              return event === "load" ? `${image.naturalWidth} wide` : "nothing";
            }),
            ...["/ui/main.js", "/status", "/history"].map((path) =>
              attempt(`script ${path}`, async () =>
                (await element("script", {src: base + path}))[1] === "load" ? "ran" : "nothing")),
            attempt("module", () => import(base + "/ui/json.js").then(() => "ran")),
            attempt("worker", () => new Promise((resolve) => {
              const worker = new Worker(base + "/ui/json.js", {type: "module"});
              worker.onerror = () => resolve("nothing");
              // One that was made has nothing to say.
              setTimeout(() => resolve("made"), 500);
            })),
            attempt("style", async () =>
              (await element("link", {rel: "stylesheet", href: base + "/ui/style.css"}))[1] === "load"
                ? "read" : "nothing"),
            attempt("video", () => within(1000, new Promise((resolve) => {
              const video = document.createElement("video");
              video.onerror = () => resolve("nothing");
              video.onloadedmetadata = () => resolve("read");
              video.src = known;
            }))),
            attempt("event source", () => new Promise((resolve) => {
              const source = new EventSource(base + "/?since=" + "0".repeat(26));
              source.onmessage = (event) => { source.close(); resolve(`read ${event.data}`); };
              source.onopen = () => { told["opened event source"] = "read"; };
              source.onerror = () => { source.close(); resolve("nothing"); };
            })),
            attempt("web socket", () => new Promise((resolve) => {
              const socket = new WebSocket(base.replace("http:", "ws:") + "/");
              socket.onopen = () => resolve("opened");
              socket.onerror = () => resolve("nothing");
            })),
            attempt("frame of the page", async () => looked(await element("iframe",
              {src: base + "/ui"}))),
            attempt("frame of the status", async () => looked(await element("iframe",
              {src: base + "/status"}))),
            attempt("frame of a file", async () => looked(await within(1000,
              element("iframe", {src: known + "?frame"})))),
            attempt("object", () => same(async (address) => {
              const made = await within(2000, element("object", {data: address + "?object"}));
              return made[1];
            })),
            // What becomes a download leaves the frame where it was, which is the page's own place.
            attempt("frame that stays", () => same(async (address) => {
              const made = element("iframe", {src: address + "?stays"});
              await within(2000, made);
              return String(document.querySelector(`iframe[src="${address}?stays"]`)
                .contentDocument === null);
            })),
            attempt("window", async () => {
              const opened = window.open(base + "/status");
              for (let wait = 0; wait < 100; wait += 1) {
                await new Promise((resolve) => setTimeout(resolve, 25));
                try {
                  const text = opened.document.body.textContent;
                  if (text) return `read ${text}`;
                } catch { break; }
              }
              opened.close();
              return "nothing";
            }),
          ]);
          return told;
        })();
        """
}
