// What is loaded of the mesh's messages, in the order of their ids.

import { inertBody } from "./dom.js";
import { member, summary, unescaped } from "./json.js";

/** Messages kept; the oldest go first, and history has them still. */
export const capacity = 60000;
/** While somebody reads back, so that what they loaded stays. */
export const readingCapacity = 3 * capacity;
/** Characters of all lines together, whatever their number. */
const largest = 256 << 20;
/** Characters of a body up to which what is looked for in it is kept. */
const shortBody = 2000;

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
    this.summaryText ??= inertBody(summary(this.body).slice(0, 400))
      .replaceAll("\n", "␊").replaceAll("\t", "␉");
    return this.summaryText;
  }

  get family() {
    return familyOf(this.type);
  }

  /** Whether a text, in lower case, is in what a reader sees of it. */
  contains(text) {
    if (this.sought !== undefined) return this.sought.includes(text);
    const sought = [this.from, this.ch, this.type, this.id, unescaped(this.body)]
      .join("\n").toLowerCase();
    if (sought.length <= shortBody) this.sought = sought;
    return sought.includes(text);
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
    if (isID(message.id)) messages.push(message);
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
    /** Characters of all lines. */
    this.size = 0;
    /** Where messages are missing that nobody has any more: `{after, note}`, by id. */
    this.gaps = [];
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

  /** Whether there is no room for older messages. */
  get isFull() {
    return this.all.length >= readingCapacity || this.size >= largest;
  }

  /** How many of the oldest are too many; some at a time, so that it is seldom. */
  excess(isReadingBack) {
    const above = this.all.length - (isReadingBack ? readingCapacity : capacity);
    let count = above < capacity / 20 ? 0 : above;
    if (this.size <= largest) return count;
    let size = this.size;
    for (const message of this.all.slice(0, count)) size -= message.line.length;
    while (size > largest * 0.95 && count < this.all.length - 1) {
      size -= this.all[count].line.length;
      count += 1;
    }
    return count;
  }

  /** Drops the oldest above what is kept; answers how many went. */
  trim(isReadingBack) {
    const count = this.excess(isReadingBack);
    if (count === 0) return 0;
    for (const message of this.all.slice(0, count)) {
      this.byID.delete(message.id);
      this.replies.delete(message.id);
      this.size -= message.line.length;
    }
    this.all = this.all.slice(count);
    this.gaps = this.gaps.filter(({ after }) => after >= this.oldest);
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
    this.size += message.line.length;
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

/** Whether a text has the form of an id. */
export const isID = (text) => /^[0-7][0-9A-HJKMNP-TV-Z]{25}$/.test(text);

const byID = (left, right) => (left.id < right.id ? -1 : left.id > right.id ? 1 : 0);

const digits = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

/** The first id of a moment, in seconds since the epoch. */
export function idAt(seconds) {
  let rest = Math.max(0, Math.floor(seconds * 1000));
  let text = "";
  for (let count = 0; count < 10; count += 1) {
    text = digits[rest % 32] + text;
    rest = Math.floor(rest / 32);
  }
  return text + "0".repeat(16);
}

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
