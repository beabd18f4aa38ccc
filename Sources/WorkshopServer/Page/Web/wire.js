// What comes over the browser's one stream, or over a stream of the page's own where pages cannot
// share one. The cursor is the page's: wherever a stream broke, it says where to go on.

import { idOf, Stream } from "./stream.js";

const beginning = "0".repeat(26);
/** The worker says something every 15 s. */
const silence = 50000;
/** What the page and the worker say to each other has this version. */
const version = 1;

const workerAddress = new URL("wire-worker.js", import.meta.url).href;
/** Trusted Types admit no other address for a script than this one. */
const policy = globalThis.trustedTypes?.createPolicy(
  "wire", { createScriptURL: () => workerAddress });

export class Wire {
  /** @param take gets lines as they come; @param show gets `{state, …}`, as `Stream` tells it. */
  constructor(take, show) {
    this.take = (lines) => {
      take(lines);
      this.cursor = idOf(lines.at(-1));
    };
    this.show = show;
    this.canShare = typeof SharedWorker === "function";
    window.addEventListener("online", () => this.wake());
    document.addEventListener("visibilitychange", () => {
      if (!document.hidden) this.wake();
    });
    // A page that is kept to be gone back to must not hold a connection meanwhile.
    window.addEventListener("pagehide", () => this.stop());
    window.addEventListener("pageshow", (event) => {
      if (event.persisted && this.cursor) this.start();
    });
  }

  run(cursor) {
    this.cursor = cursor ?? beginning;
    this.start();
  }

  start() {
    this.stop();
    if (this.canShare) this.share();
    else this.own();
  }

  stop() {
    clearTimeout(this.watchdog);
    this.worker?.port.postMessage({ leave: true });
    this.worker?.port.close();
    this.worker = undefined;
    this.stream?.stop();
    this.stream = undefined;
  }

  wake() {
    this.worker?.port.postMessage({ wake: true });
    this.stream?.wake();
  }

  own() {
    this.stream = new Stream(this.take, this.show);
    this.stream.start(this.cursor);
  }

  share() {
    let worker;
    try {
      worker = new SharedWorker(
        policy?.createScriptURL("") ?? workerAddress, { name: `wire ${version}`, type: "module" });
    } catch {
      this.canShare = false;
      return this.own();
    }
    this.worker = worker;
    // A browser without modules in workers, or a script that could not be had.
    worker.onerror = () => {
      if (this.worker !== worker) return;
      this.canShare = false;
      this.start();
    };
    worker.port.onmessage = ({ data }) => {
      if (this.worker === worker) this.hears(data);
    };
    worker.port.postMessage({ from: this.cursor });
    this.expectWord();
  }

  hears(said) {
    this.expectWord();
    if (said.asleep) return this.start();
    if (said.state) this.show(said.state);
    if (!said.lines) return;
    this.take(said.lines);
    const taken = said.lines.reduce((sum, line) => sum + line.length, 0);
    this.worker?.port.postMessage({ taken });
  }

  /** A worker that the browser ended does not say so. */
  expectWord() {
    clearTimeout(this.watchdog);
    this.watchdog = setTimeout(() => this.start(), silence);
  }
}
