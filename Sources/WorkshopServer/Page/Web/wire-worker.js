// One stream for all pages of a browser: it opens six connections to a server and no more, so that
// a stream a page would leave none for anything else. Each page has a cursor of its own.
//
// A page says {from: CURSOR}, {taken: CHARACTERS}, {wake: true} and {leave: true}; it is told
// {lines}, {state} and, when it answered nothing for too long, {asleep: true}: then it is forgotten,
// and comes again with its cursor once it reads that.

import { idOf, Stream } from "./stream.js";

/** Characters that are on the way to a page that has not said that it took them. */
const credit = 4 << 20;
/** Milliseconds that the others wait for a page which has no credit left. */
const patience = 2000;
/** A page that hears nothing for longer than a few of these looks for another worker. */
const pulse = 15000;
const beginning = "0".repeat(26);

const readers = new Set();
let last = { state: "connecting" };

/** A page, as the worker sees it. */
class Reader {
  constructor(port) {
    this.port = port;
    this.owed = 0;
    this.onTaken = () => {};
    port.onmessage = ({ data }) => this.hears(data);
    // A page that crashed does not say that it leaves.
    port.addEventListener("close", () => this.leave());
  }

  hears(said) {
    if (said.from !== undefined) this.join(said.from);
    if (said.wake) stream.wake();
    if (said.leave) this.leave();
    if (said.taken !== undefined) {
      this.owed -= said.taken;
      this.onTaken();
    }
  }

  join(cursor) {
    this.cursor = cursor;
    readers.add(this);
    if (stream.life === undefined || cursor < stream.cursor) stream.start(cursor);
    this.port.postMessage({ state: last });
  }

  leave() {
    readers.delete(this);
    this.onTaken();
    if (readers.size === 0) stream.stop();
  }

  give(lines) {
    const fresh = idOf(lines[0]) > this.cursor
      ? lines : lines.filter((line) => idOf(line) > this.cursor);
    if (fresh.length === 0) return;
    this.cursor = idOf(fresh.at(-1));
    for (const line of fresh) this.owed += line.length;
    this.port.postMessage({ lines: fresh });
  }

  /** Settles when there is credit again, or the page is forgotten. */
  async hasCredit() {
    while (this.owed > credit && readers.has(this)) {
      const before = this.owed;
      await new Promise((resolve) => {
        const timer = setTimeout(resolve, patience);
        this.onTaken = () => {
          clearTimeout(timer);
          resolve();
        };
      });
      if (this.owed < before || !readers.has(this)) continue;
      this.port.postMessage({ asleep: true });
      this.leave();
    }
  }
}

function tellAll(state) {
  for (const reader of readers) reader.port.postMessage({ state });
}

/** A gap is told to those whom it concerns; what is kept comes to them from its beginning. */
function tellGap(state) {
  const first = state.gap.first_available ?? "~";
  for (const reader of readers) {
    if (reader.cursor > state.cursor && reader.cursor >= first) continue;
    reader.cursor = beginning;
    reader.port.postMessage({ state });
  }
}

const stream = new Stream(
  (lines) => {
    for (const reader of readers) reader.give(lines);
    return Promise.all([...readers].map((reader) => reader.hasCredit()));
  },
  (state) => {
    if (state.state === "gap") return tellGap(state);
    // Only what is new is worth telling at once.
    const isNew = state.state !== last.state || state.state !== "live";
    last = state;
    if (isNew) tellAll(state);
  });

setInterval(() => tellAll(last), pulse);
self.addEventListener("online", () => stream.wake());
self.addEventListener("connect", (event) => new Reader(event.ports[0]));
