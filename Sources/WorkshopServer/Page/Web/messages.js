// What is loaded of the mesh's messages, in the order of their ids.

import { inertLine } from "./dom.js";
import { member, summary } from "./json.js";

/** Messages kept; the oldest go first, and history has them still. */
export const capacity = 60000;

export class Message {
  constructor(envelope, line) {
    this.id = envelope.id;
    this.ts = envelope.ts;
    this.from = envelope.from;
    this.ch = envelope.ch;
    this.type = envelope.type;
    this.files = envelope.files;
    this.replyTo = envelope.reply_to;
    /** As the server sent it. */
    this.line = line;
  }

  /** The body as it was published. */
  get body() {
    return member(this.line, "body") ?? "{}";
  }

  get summary() {
    this.summaryText ??= inertLine(summary(this.body)).slice(0, 400);
    return this.summaryText;
  }

  get family() {
    return familyOf(this.type);
  }

  /** Whether a text, in lower case, is in it. */
  contains(text) {
    return this.line.toLowerCase().includes(text);
  }
}

/** Families of types, each with a colour; `error` is any type that says so. */
export const families = ["task", "file", "agent", "msg", "error", "other"];

export function familyOf(type) {
  if (/(^|\.)(error|failed|failure)($|\.)/.test(type)) return "error";
  const first = type.split(".", 1)[0];
  return families.includes(first) && first !== "other" ? first : "other";
}

/** Lines of an NDJSON answer as messages. */
export function read(text) {
  const messages = [];
  for (const line of text.split("\n")) {
    if (!line) continue;
    const message = new Message(JSON.parse(line), line);
    // Rows that people put in by hand may have ids that are no cursors.
    if (/^[0-7][0-9A-HJKMNP-TV-Z]{25}$/.test(message.id)) messages.push(message);
  }
  return messages;
}

export class Messages {
  constructor() {
    this.all = [];
    this.byID = new Map();
    /** What answers a message, by its id. */
    this.replies = new Map();
    /** By name: `{name, lastTs, unread}`. */
    this.channels = new Map();
    this.senders = new Set();
    /** From here on every channel is whole; below, only those in `wholeFrom`. */
    this.floor = "0".repeat(26);
    this.wholeFrom = new Map();
  }

  get oldest() {
    return this.all[0]?.id;
  }

  get newest() {
    return this.all.at(-1)?.id;
  }

  /** The id above which everything of a channel, or of all, is loaded. */
  floorOf(channel) {
    const own = channel === undefined ? undefined : this.wholeFrom.get(channel);
    return own !== undefined && own < this.floor ? own : this.floor;
  }

  /** Takes messages that are newer than all; those that are known are passed over. */
  append(messages) {
    const added = [];
    for (const message of messages) {
      if (this.byID.has(message.id)) continue;
      this.all.push(message);
      this.know(message);
      added.push(message);
    }
    if (added.length > 0 && this.all.length > added.length) this.sortTail(added.length);
    return added;
  }

  /** Takes messages of history, wherever they belong. */
  insert(messages) {
    const added = messages.filter((message) => !this.byID.has(message.id));
    if (added.length === 0) return added;
    for (const message of added) this.know(message);
    if (added.at(-1).id < (this.oldest ?? "~")) this.all = added.concat(this.all);
    else {
      this.all = this.all.concat(added);
      this.all.sort(byID);
    }
    return added;
  }

  /** Drops the oldest above the capacity; answers how many went. */
  trim() {
    const count = this.all.length - capacity;
    if (count < capacity / 20) return 0;
    for (const message of this.all.slice(0, count)) {
      this.byID.delete(message.id);
      this.replies.delete(message.id);
    }
    this.all = this.all.slice(count);
    // What is below is not whole any more.
    const floor = predecessor(this.oldest);
    if (floor > this.floor) this.floor = floor;
    this.wholeFrom.clear();
    return count;
  }

  channel(name) {
    let channel = this.channels.get(name);
    if (!channel) {
      channel = { name, lastTs: 0, unread: 0 };
      this.channels.set(name, channel);
    }
    return channel;
  }

  know(message) {
    this.byID.set(message.id, message);
    const channel = this.channel(message.ch);
    if (message.ts > channel.lastTs) channel.lastTs = message.ts;
    if (this.senders.size < 1000) this.senders.add(message.from);
    if (!message.replyTo) return;
    const replies = this.replies.get(message.replyTo);
    if (replies) replies.push(message.id);
    else this.replies.set(message.replyTo, [message.id]);
  }

  /** The stream is in order; a page of history may have come in between. */
  sortTail(count) {
    const first = this.all.length - count;
    if (this.all[first - 1].id > this.all[first].id) this.all.sort(byID);
  }
}

const byID = (left, right) => (left.id < right.id ? -1 : left.id > right.id ? 1 : 0);

const digits = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

/** The id after an id. */
export function successor(id) {
  return shifted(id, 1);
}

/** The id before an id. */
export function predecessor(id) {
  return shifted(id, -1);
}

function shifted(id, step) {
  const characters = id.split("");
  for (let index = characters.length - 1; index >= 0; index -= 1) {
    const value = digits.indexOf(characters[index]) + step;
    characters[index] = digits[(value + 32) % 32];
    if (value >= 0 && value < 32) break;
  }
  return characters.join("");
}
