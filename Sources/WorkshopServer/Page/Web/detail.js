// What is open beside the list: one message with its thread, or one task.

import { address, fileSize, getText, picture } from "./api.js";
import { byId, copy, element, fill, inert, inertLine, quoted } from "./dom.js";
import { pretty } from "./json.js";
import { read, successor } from "./messages.js";
import { age, byteCount, clockTime, exactTime } from "./time.js";

/** Characters of a body that are shown at once; the rest on request. */
const shortBody = 20000;

/** JSON as a person reads it. */
export function jsonBlock(text, label) {
  const whole = inert(pretty(text));
  const block = element("pre", { tabindex: "0", "aria-label": label }, whole.slice(0, shortBody));
  if (whole.length <= shortBody) return block;
  const more = element("button", { type: "button" }, `show all ${whole.length} characters`);
  more.addEventListener("click", () => {
    block.textContent = whole;
    more.remove();
  });
  return element("div", {}, block, more);
}

/** A button that says for a moment that it has done it. */
export function doer(label, body) {
  const button = element("button", { type: "button" }, label);
  button.addEventListener("click", async () => {
    try {
      await body();
      button.textContent = "done";
    } catch (error) {
      button.textContent = error.message;
    }
    setTimeout(() => { button.textContent = label; }, 1500);
  });
  return button;
}

export function fileList(hashes) {
  return element("ul", { class: "files" }, ...hashes.map((hash) => {
    const size = element("span", { class: "age" });
    const shown = element("span", {});
    fileSize(hash).then(
      (bytes) => { size.textContent = bytes === undefined ? "not there" : byteCount(bytes); },
      () => {});
    const show = element("button", { type: "button" }, "show");
    show.addEventListener("click", async () => {
      show.disabled = true;
      try {
        const source = await picture(hash);
        fill(shown, source === undefined
          ? "no picture" : element("img", { src: source, alt: `the file ${hash}` }));
      } catch (error) {
        fill(shown, error.message);
        show.disabled = false;
      }
    });
    const isHash = /^sha256:[0-9a-f]{64}$/.test(hash);
    return element("li", {},
      isHash
        ? element("a", { href: address(`/files/${hash}`), download: hash.slice(7, 19), title: hash },
          hash.slice(0, 19) + "…")
        : inertLine(hash),
      " ", size, " ", isHash ? show : null, shown);
  }));
}

/** Lines of `name: value`. */
export function facts(pairs) {
  const list = element("dl", { class: "facts" });
  for (const [name, value] of pairs) {
    if (value === undefined || value === null) continue;
    list.append(element("dt", {}, name), element("dd", {}, value));
  }
  return list;
}

export function closer(place) {
  const button = element("button", { type: "button", class: "close", "aria-label": "Close" }, "×");
  button.addEventListener("click", () => place.go({ message: undefined, task: undefined }));
  return button;
}

export class MessageDetail {
  constructor(messages, place, compose) {
    this.messages = messages;
    this.place = place;
    this.compose = compose;
    this.panel = byId("detail");
  }

  async open(id) {
    this.id = id;
    const message = this.messages.byID.get(id) ?? (await this.fetch(id));
    if (this.id !== id) return;
    if (!message) {
      fill(this.panel, closer(this.place), element("p", {}, `there is no message ${inertLine(id)}`));
      return;
    }
    this.show(message);
    await this.loadThread(message);
  }

  /** A message that is not loaded. */
  async fetch(id) {
    if (!/^[0-7][0-9A-HJKMNP-TV-Z]{25}$/.test(id)) return undefined;
    try {
      const found = read(await getText(`/history?n=1&before=${successor(id)}`));
      return found.find((message) => message.id === id);
    } catch {
      return undefined;
    }
  }

  show(message) {
    const thread = element("section", { "aria-label": "Thread" });
    this.thread = thread;
    fill(this.panel,
      closer(this.place),
      element("h2", { class: message.family }, inertLine(message.type)),
      facts([
        ["from", quoted(message.from, "from")],
        ["channel", this.channelLink(message.ch)],
        ["time", `${exactTime(message.ts)} (${age(message.ts)} ago)`],
        ["id", element("code", {}, message.id)],
        ["answers", message.replyTo ? element("code", {}, inertLine(message.replyTo)) : undefined],
      ]),
      element("div", { class: "actions" },
        doer("copy id", () => copy(message.id)),
        doer("copy curl", () => copy(curl(message))),
        element("button", { type: "button", onclick: () => this.compose.replyTo(message) }, "reply")),
      jsonBlock(message.body, "Body"),
      message.files.length > 0 ? fileList(message.files) : null,
      thread);
    this.showThread(message);
  }

  channelLink(name) {
    const button = element("button", { type: "button", class: "link" }, inertLine(name));
    button.addEventListener("click", () => this.place.go({ channel: name }));
    return button;
  }

  async loadThread(message) {
    const wanted = [];
    if (message.replyTo && !this.messages.byID.has(message.replyTo)) {
      wanted.push(this.fetch(message.replyTo));
    }
    // What answers it came after it, most likely soon and in its channel.
    wanted.push(getText(
      `/ch/${encodeURIComponent(message.ch)}/history?first=1000&since=${message.id}`).then(
      (text) => read(text).filter((one) => one.replyTo === message.id), () => []));
    const found = (await Promise.all(wanted)).flat().filter(Boolean);
    this.found = new Map(found.map((one) => [one.id, one]));
    if (this.id === message.id) this.showThread(message);
  }

  showThread(message) {
    const get = (id) => this.messages.byID.get(id) ?? this.found?.get(id);
    const above = message.replyTo ? get(message.replyTo) : undefined;
    const loaded = this.messages.replies.get(message.id) ?? [];
    const others = [...(this.found?.values() ?? [])]
      .filter((one) => one.replyTo === message.id).map((one) => one.id);
    const below = [...new Set([...loaded, ...others])].sort().map(get).filter(Boolean);
    if (!above && below.length === 0) return fill(this.thread);
    fill(this.thread,
      element("h3", {}, "thread"),
      element("ul", { class: "thread" },
        above ? this.entry(above, "answers") : null,
        element("li", { class: "this" }, "this message"),
        ...below.map((one) => this.entry(one, "answered by"))));
  }

  entry(message, relation) {
    const button = element("button", { type: "button" },
      element("span", { class: "age" }, `${relation} `),
      element("time", { title: exactTime(message.ts) }, clockTime(message.ts)), " ",
      quoted(message.from, "from"), " ", element("span", {}, message.summary));
    button.addEventListener("click", () => this.place.go({ message: message.id }));
    return element("li", {}, button);
  }

  /** Something was published that may answer what is open. */
  arrived(added) {
    if (!this.id || !added.some((message) => message.replyTo === this.id)) return;
    const open = this.messages.byID.get(this.id) ?? this.found?.get(this.id);
    if (open && this.thread?.isConnected) this.showThread(open);
  }
}

const shellQuoted = (text) => `'${text.replaceAll("'", "'\\''")}'`;

/** The command that publishes the same once more. */
function curl(message) {
  const reply = message.replyTo ? `,"reply_to":${JSON.stringify(message.replyTo)}` : "";
  const files = message.files.length > 0 ? `,"files":${JSON.stringify(message.files)}` : "";
  const body = `{"from":${JSON.stringify(message.from)},"type":${JSON.stringify(message.type)},` +
    `"body":${message.body}${files}${reply}}`;
  const target = address(`/ch/${encodeURIComponent(message.ch)}`);
  return `curl -d ${shellQuoted(body)} ${shellQuoted(target)}`;
}
