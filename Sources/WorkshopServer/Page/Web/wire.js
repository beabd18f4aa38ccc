// The one stream of the page: everything that is published, from a cursor on, over every break.

import { address } from "./api.js";

const beginning = "0".repeat(26);
const shortestWait = 500;
const longestWait = 15000;
/** The server sends something every 15 s; three of them missed means that nobody is there. */
const silence = 45000;

export class Wire {
  /**
   * @param take gets lines as they come, some at a time.
   * @param show gets `{state, …}`: connecting, live, behind, waiting (with `until`), gap.
   */
  constructor(take, show) {
    this.take = take;
    this.show = show;
    this.cursor = beginning;
    this.wait = shortestWait;
    this.wake = () => {};
    window.addEventListener("online", () => this.wake());
    document.addEventListener("visibilitychange", () => {
      if (!document.hidden) this.wake();
    });
  }

  /** Never ends. */
  async run(cursor) {
    this.cursor = cursor ?? beginning;
    for (;;) {
      this.show({ state: "connecting" });
      const begun = Date.now();
      try {
        await this.connection();
      } catch {
        // Every end is the same: the cursor says where to go on.
      }
      // One that held for a while was a good one.
      if (Date.now() - begun > 10000) this.wait = shortestWait;
      await this.pause();
    }
  }

  async connection() {
    const abort = new AbortController();
    let watchdog;
    const alive = () => {
      clearTimeout(watchdog);
      watchdog = setTimeout(() => abort.abort(), silence);
    };
    alive();
    try {
      const response = await fetch(address(`/?format=ndjson&since=${this.cursor}`), {
        signal: abort.signal, cache: "no-store", credentials: "omit",
      });
      if (!response.ok) throw new Error(`status ${response.status}`);
      this.wait = shortestWait;
      this.skew = Date.parse(response.headers.get("date")) - Date.now() || 0;
      const gap = response.headers.get("workshop-gap");
      if (gap) this.show({ state: "gap", gap: JSON.parse(gap) });
      this.show({ state: "live" });
      await this.read(response.body.getReader(), alive);
    } finally {
      clearTimeout(watchdog);
      abort.abort();
    }
  }

  async read(reader, alive) {
    const decoder = new TextDecoder();
    let rest = "";
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return;
      alive();
      const lines = (rest + decoder.decode(value, { stream: true })).split("\n");
      rest = lines.pop();
      const messages = [];
      for (const line of lines) if (line) messages.push(JSON.parse(line), line);
      if (messages.length === 0) continue;
      const last = messages[messages.length - 2];
      this.take(messages);
      this.cursor = last.id;
      const late = (Date.now() + this.skew) / 1000 - last.ts;
      this.show(late > 5 ? { state: "behind", seconds: late } : { state: "live" });
    }
  }

  /** Waits, until something says that it is worth trying sooner. */
  async pause() {
    const wait = this.wait * (0.75 + Math.random() / 2);
    this.wait = Math.min(this.wait * 2, longestWait);
    this.show({ state: "waiting", until: Date.now() + wait });
    await new Promise((resolve) => {
      const timer = setTimeout(resolve, wait);
      this.wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });
    this.wake = () => {};
  }
}
