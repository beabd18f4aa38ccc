// One stream of everything that is published, from a cursor on, over every break.

import { address } from "./api.js";

const shortestWait = 500;
const longestWait = 15000;
/** The server sends something every 15 s; three of them missed means that nobody is there. */
const silence = 45000;
/** One missed is reason enough to look, when somebody asks. */
const doubt = 16000;
/** Seconds that a message may take before what is shown counts as behind. */
const late = 5;

/** The id in a line: an envelope's first member. */
export const idOf = (line) => line.slice(7, 33);

export class Stream {
  /**
   * @param take gets lines as they come, some at a time; what it promises is waited for.
   * @param show gets `{state, …}`: connecting, live, behind, waiting (with `until`), gap.
   */
  constructor(take, show) {
    this.take = take;
    this.show = show;
    this.wait = shortestWait;
    this.wake = () => {};
  }

  /** Goes on from a cursor, wherever it was before. */
  start(cursor) {
    const wasLive = this.life !== undefined && this.state === "live";
    this.stop();
    this.cursor = cursor;
    this.life = new AbortController();
    this.run(this.life.signal, wasLive);
  }

  stop() {
    this.life?.abort();
    this.life = undefined;
  }

  /** @param quietly what was live a moment ago need not say that it connects. */
  async run(life, quietly) {
    if (!quietly) this.tell({ state: "connecting" });
    while (!life.aborted) {
      const begun = Date.now();
      try {
        await this.connection(life);
      } catch {
        // Every end is the same: the cursor says where to go on.
      }
      if (life.aborted) return;
      // One that held for a while was a good one.
      if (Date.now() - begun > 10000) this.wait = shortestWait;
      await this.pause(life);
      if (!life.aborted) this.tell({ state: "connecting" });
    }
  }

  tell(state) {
    if (state.state !== "gap") this.state = state.state;
    this.show({ ...state, skew: this.skew });
  }

  async connection(life) {
    const abort = new AbortController();
    const signal = AbortSignal.any([life, abort.signal]);
    let watchdog;
    let heard;
    const alive = () => {
      heard = Date.now();
      clearTimeout(watchdog);
      watchdog = setTimeout(() => abort.abort(), silence);
    };
    alive();
    this.wake = () => {
      if (Date.now() - heard > doubt) abort.abort();
    };
    try {
      const response = await fetch(address(`/?format=ndjson&since=${this.cursor}`), {
        signal, cache: "no-store", credentials: "omit",
      });
      if (!response.ok) throw new Error(`status ${response.status}`);
      this.wait = shortestWait;
      this.skew = Date.parse(response.headers.get("date")) - Date.now() || 0;
      const gap = response.headers.get("workshop-gap");
      if (gap) this.tell({ state: "gap", gap: JSON.parse(gap), cursor: this.cursor });
      this.tell({ state: "live" });
      await this.read(response.body.getReader(), alive, life);
    } finally {
      clearTimeout(watchdog);
      clearTimeout(this.calm);
      abort.abort();
    }
  }

  async read(reader, alive, life) {
    const decoder = new TextDecoder();
    let rest = "";
    for (;;) {
      const { done, value } = await reader.read();
      if (done || life.aborted) return;
      alive();
      const lines = (rest + decoder.decode(value, { stream: true })).split("\n");
      rest = lines.pop();
      const messages = lines.filter((line) => line !== "");
      if (messages.length === 0) {
        // A blank line says that there is nothing; half a line says nothing yet.
        if (rest === "") this.judge(undefined);
        continue;
      }
      this.judge(messages.at(-1));
      const taken = this.take(messages);
      this.cursor = idOf(messages.at(-1));
      await taken;
      if (life.aborted) return;
    }
  }

  /** Whether what comes is of now; when nothing more comes, there is nothing to be behind of. */
  judge(line) {
    clearTimeout(this.calm);
    const passed = line === undefined
      ? 0 : (Date.now() + this.skew) / 1000 - JSON.parse(line).ts;
    this.tell(passed > late ? { state: "behind", seconds: passed } : { state: "live" });
    if (passed > late) this.calm = setTimeout(() => this.tell({ state: "live" }), 1000);
  }

  /** Waits, until something says that it is worth trying sooner. */
  async pause(life) {
    const wait = this.wait * (0.75 + Math.random() / 2);
    this.wait = Math.min(this.wait * 2, longestWait);
    this.tell({ state: "waiting", until: Date.now() + wait });
    await new Promise((resolve) => {
      const timer = setTimeout(resolve, wait);
      this.wake = () => {
        clearTimeout(timer);
        resolve();
      };
      life.addEventListener("abort", this.wake, { once: true });
    });
    this.wake = () => {};
  }
}
